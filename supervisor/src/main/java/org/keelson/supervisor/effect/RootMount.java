package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.keelson.backend.RootFileSystem;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.device.LoopDevices;
import org.keelson.linux.mount.Mounts;
import org.keelson.linux.mount.Mounts.Flag;

/** Mounts the root of a container, so that liblxc is given a plain directory whatever its author asked for. Blocks. */
public final class RootMount {
    /** An upper directory must stay usable when an update brings another lower one: {@code Documentation/filesystems/overlayfs.rst}. */
    private static final List<String> STABLE_UPPER = List.of("index=off", "metacopy=off", "redirect_dir=off");

    private final Mounts mounts;
    private final LoopDevices loops;
    private final Path fileSystems;

    /** @param loops for images */
    public RootMount(Mounts mounts, LoopDevices loops) {
        this(mounts, loops, Path.of("/proc/filesystems"));
    }

    RootMount(Mounts mounts, LoopDevices loops, Path fileSystems) {
        this.mounts = mounts;
        this.loops = loops;
        this.fileSystems = fileSystems;
    }

    /** Mounts a root on {@code target}, which is made if it is not there. */
    public void mount(RootFileSystem root, Path target) throws IOException {
        Files.createDirectories(target);
        switch (root) {
            case RootFileSystem.Directory directory -> bind(directory, target);
            case RootFileSystem.Overlay overlay -> mountOverlay(overlay, target);
            case RootFileSystem.Image image -> mountImage(image.file(), target, image.type(), MountOptions.of(image.options()));
            case RootFileSystem.BlockDevice device ->
                    mountDevice(device.device().toString(), target, device.type(), MountOptions.of(device.options()));
        }
    }

    private void bind(RootFileSystem.Directory directory, Path target) {
        mounts.mount(directory.path().toString(), target.toString(), "", Set.of(Flag.BIND, Flag.RECURSIVE), "");
        Set<Flag> flags = EnumSet.of(Flag.BIND, Flag.REMOUNT);
        if (flags.addAll(MountOptions.of(directory.options()).flags())) { // a bind mount takes flags only afterwards: mount(2)
            mounts.mount("none", target.toString(), "", flags, "");
        }
    }

    private void mountOverlay(RootFileSystem.Overlay overlay, Path target) throws IOException {
        Files.createDirectories(overlay.upper());
        Files.createDirectories(overlay.work());
        List<String> data = new ArrayList<>();
        List<String> lowers = overlay.lowers().stream().map(path -> escape(path.toString(), true)).toList();
        data.add("lowerdir=" + String.join(":", lowers));
        data.add("upperdir=" + escape(overlay.upper().toString(), false));
        data.add("workdir=" + escape(overlay.work().toString(), false));
        MountOptions options = MountOptions.of(overlay.options());
        for (String option : STABLE_UPPER) {
            String key = option.substring(0, option.indexOf('=') + 1);
            if (options.data().stream().noneMatch(given -> given.startsWith(key))) {
                data.add(option);
            }
        }
        data.addAll(options.data());
        mounts.mount("overlay", target.toString(), "overlay", options.flags(), String.join(",", data));
    }

    /** A backslash protects what overlayfs's own option parser would take for a separator. */
    private static String escape(String path, boolean colons) {
        String escaped = path.replace("\\", "\\\\").replace(",", "\\,");
        return colons ? escaped.replace(":", "\\:") : escaped;
    }

    /** Mounts an image file through a loop device that goes away with the mount. */
    public void mountImage(Path image, Path target, String type, boolean readOnly) throws IOException {
        mountImage(image, target, type, MountOptions.of(readOnly ? List.of("ro") : List.of()));
    }

    private void mountImage(Path image, Path target, String type, MountOptions options) throws IOException {
        boolean readOnly = options.readOnly() || type.equals("squashfs");
        LoopDevices.Loop loop = loops.attach(image.toString(), readOnly);
        try {
            Set<Flag> flags = EnumSet.noneOf(Flag.class);
            flags.addAll(options.flags());
            if (readOnly) {
                flags.add(Flag.READ_ONLY);
            }
            mountDevice(loop.path(), target, type, new MountOptions(flags, options.data()));
        } finally {
            loop.held().close();
        }
    }

    private void mountDevice(String device, Path target, String type, MountOptions options) throws IOException {
        List<String> types = type.equals(RootFileSystem.ANY_TYPE) ? knownTypes() : List.of(type);
        LinuxException last = new LinuxException("mount", device + " on " + target, Errno.ENODEV);
        for (String candidate : types) {
            try {
                mounts.mount(device, target.toString(), candidate, options.flags(), String.join(",", options.data()));
                return;
            } catch (LinuxException e) {
                last = e;
            }
        }
        throw last;
    }

    /** Those that live on a device: {@code proc_filesystems(5)}; the kernel knows no type that means any. */
    private List<String> knownTypes() throws IOException {
        return Files.readAllLines(fileSystems).stream().filter(line -> line.startsWith("\t")).map(String::trim).toList();
    }
}
