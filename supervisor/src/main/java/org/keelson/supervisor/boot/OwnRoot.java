package org.keelson.supervisor.boot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keelson.linux.mount.Mounts.Flag;
import org.keelson.supervisor.effect.MountTable;
import org.keelson.supervisor.effect.RootMount;

/**
 * Moves PID 1 from the kernel's initramfs to a root of its own, as switch_root does: with the initramfs at /, liblxc cannot pivot_root and
 * every container would have it beneath. The new root is a squashfs that lies in the initramfs, which costs its compressed size, or else a
 * tmpfs that the files are moved to. Either way no storage device is behind PID 1's code.
 */
final class OwnRoot {
    private static final Path IMAGE = Path.of("/root.squashfs");
    private static final Path NEW = Path.of("/newroot");
    private static final String PROGRAM = "/usr/bin/keelson";
    private static final Set<String> STAY = Set.of("/proc", "/sys", "/dev", "/newroot");

    private final Kernel kernel;
    private final Map<Object, Path> copies = new HashMap<>();

    OwnRoot(Kernel kernel) {
        this.kernel = kernel;
    }

    /** True while the kernel's own initramfs is the root. */
    static boolean needed() throws IOException {
        return MountTable.rootType(Files.readString(Path.of("/proc/self/mountinfo"))).equals("rootfs");
    }

    /** Moves, and becomes the program anew; does not return. */
    void move(List<String> environment) throws IOException {
        Files.createDirectories(NEW);
        boolean image = Files.exists(IMAGE);
        if (image) {
            mountImage();
        } else {
            kernel.mounts().mount("tmpfs", NEW.toString(), "tmpfs", Set.of(Flag.NO_SUID), "mode=755,size=90%");
            moveTree(Path.of("/"), NEW);
        }
        moveMount("/proc");
        if (image) {
            moveMount("/dev");
            deleteTree(Path.of("/"));
        }
        deleteTree(Path.of("/dev")); // a container that gets beneath its root must find nothing here, least of all our own image
        kernel.mounts().switchRoot(NEW.toString());
        kernel.machine().execute(PROGRAM, List.of("keelson"), environment);
    }

    private void moveMount(String path) throws IOException {
        String target = NEW + path;
        if (!Files.isDirectory(Path.of(target))) {
            Files.createDirectories(Path.of(target));
        }
        kernel.mounts().mount(path, target, "", Set.of(Flag.MOVE), "");
    }

    private void mountImage() throws IOException {
        new ModuleLoader(kernel.modules(), Path.of("/")).load(List.of("loop", "squashfs"));
        mountDevices();
        new RootMount(kernel.mounts(), kernel.loops()).mountImage(IMAGE, NEW, "squashfs", true);
    }

    private void mountDevices() throws IOException {
        Files.createDirectories(Path.of("/dev"));
        kernel.mounts().mount("devtmpfs", "/dev", "devtmpfs", Set.of(Flag.NO_SUID), "mode=0755");
    }

    private void moveTree(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                if (STAY.contains(entry.toString())) {
                    continue;
                }
                Path target = to.resolve(entry.getFileName().toString());
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectory(target);
                    moveTree(entry, target);
                } else {
                    copyOrLink(entry, target);
                }
                Files.delete(entry); // at once: the initramfs gives its memory back as the tmpfs takes it
            }
        }
    }

    /** {@code /init} and {@code /usr/bin/keelson} are one file, and stay one. */
    private void copyOrLink(Path entry, Path target) throws IOException {
        Object inode = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
        Path first = copies.putIfAbsent(inode, target);
        if (first != null) {
            Files.createLink(target, first);
        } else {
            Files.copy(entry, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static void deleteTree(Path from) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                if (!STAY.contains(entry.toString())) {
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                        deleteTree(entry);
                    }
                    Files.delete(entry);
                }
            }
        }
    }
}
