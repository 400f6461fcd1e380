package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keelson.backend.RootFileSystem;
import org.keelson.linux.device.LoopDevices;
import org.keelson.linux.mount.Mounts;
import org.keelson.linux.mount.Mounts.Flag;

/** Mounts the root of a container, so that liblxc is given a plain directory whatever its author asked for. Blocks. */
public final class RootMount {
    /** An upper directory must stay usable when an update brings another lower one: {@code Documentation/filesystems/overlayfs.rst}. */
    private static final List<String> STABLE_UPPER = List.of("index=off", "metacopy=off", "redirect_dir=off");

    private final Mounts mounts;
    private final LoopDevices loops;

    /** @param loops for images */
    public RootMount(Mounts mounts, LoopDevices loops) {
        this.mounts = mounts;
        this.loops = loops;
    }

    /** Mounts a root on {@code target}, which is made if it is not there. */
    public void mount(RootFileSystem root, Path target) throws IOException {
        Files.createDirectories(target);
        switch (root) {
            case RootFileSystem.Directory directory -> bind(directory, target);
            case RootFileSystem.Overlay overlay -> mountOverlay(overlay, target);
            case RootFileSystem.Image image ->
                    mountImage(image.file(), target, image.type(), readOnly(image.options()) || image.type().equals("squashfs"));
            case RootFileSystem.BlockDevice device -> mounts.mount(device.device().toString(), target.toString(), device.type(),
                    readOnly(device.options()) ? Set.of(Flag.READ_ONLY) : Set.of(), "");
        }
    }

    private void bind(RootFileSystem.Directory directory, Path target) {
        mounts.mount(directory.path().toString(), target.toString(), "", Set.of(Flag.BIND, Flag.RECURSIVE), "");
        if (readOnly(directory.options())) {
            mounts.mount("none", target.toString(), "", Set.of(Flag.BIND, Flag.REMOUNT, Flag.READ_ONLY), "");
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
        for (String option : STABLE_UPPER) {
            String key = option.substring(0, option.indexOf('=') + 1);
            if (overlay.options().stream().noneMatch(given -> given.startsWith(key))) {
                data.add(option);
            }
        }
        overlay.options().stream().filter(option -> !option.equals("ro") && !option.equals("rw")).forEach(data::add);
        Set<Flag> flags = readOnly(overlay.options()) ? Set.of(Flag.READ_ONLY) : Set.of();
        mounts.mount("overlay", target.toString(), "overlay", flags, String.join(",", data));
    }

    /** A backslash protects what overlayfs's own option parser would take for a separator. */
    private static String escape(String path, boolean colons) {
        String escaped = path.replace("\\", "\\\\").replace(",", "\\,");
        return colons ? escaped.replace(":", "\\:") : escaped;
    }

    /** Mounts an image file through a loop device that goes away with the mount. */
    public void mountImage(Path image, Path target, String type, boolean readOnly) {
        LoopDevices.Loop loop = loops.attach(image.toString(), readOnly);
        try {
            mounts.mount(loop.path(), target.toString(), type, readOnly ? Set.of(Flag.READ_ONLY) : Set.of(), "");
        } finally {
            loop.held().close();
        }
    }

    private static boolean readOnly(List<String> options) {
        return options.contains("ro");
    }
}
