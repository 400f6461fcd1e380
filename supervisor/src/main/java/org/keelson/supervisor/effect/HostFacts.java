package org.keelson.supervisor.effect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.keelson.backend.lxc.config.CgroupLayout;
import org.keelson.backend.lxc.config.LxcVersion;
import org.keelson.backend.lxc.config.Target;
import org.keelson.linux.survival.InitShim;

/** What this kernel and this liblxc can do, found out once at boot from proc, sysfs and the library's file name. */
public final class HostFacts {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final List<String> LIBRARY_FOLDERS =
            List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/lib");
    /** liblxc mounts a container's root here while it starts; its compiled default. */
    private static final List<String> ROOTFS_MOUNTS = List.of("/usr/lib/x86_64-linux-gnu/lxc/rootfs",
            "/usr/lib/aarch64-linux-gnu/lxc/rootfs", "/usr/lib/lxc/rootfs");

    private HostFacts() {}

    /** The facts that a config is fitted to. */
    public static Target.Host read(boolean device) {
        CgroupLayout layout = cgroupLayout(CGROUPS);
        return new Target.Host(lxcVersion(), layout, relative(device, layout),
                CgroupFacts.read(layout, hierarchies(), procCgroups()), ContainerPreparation.appArmor());
    }

    /** On pure cgroup2 liblxc must start at PID 1's group, since only there it looks beyond {@link CgroupDelegation#LEAF}. */
    static boolean relative(boolean device, CgroupLayout layout) {
        return !device && layout != CgroupLayout.UNIFIED;
    }

    /** See {@link CgroupDelegation}. Once, before the loop. */
    public static void prepareCgroups() {
        CgroupDelegation.prepare(cgroupLayout(CGROUPS), hierarchies());
    }

    /** A kernel whose control groups are all of version 2 may be built without it. */
    private static String procCgroups() {
        return CgroupTree.read(Path.of("/proc/cgroups"));
    }

    /** See {@link Cgroups#hierarchies()}. */
    public static List<Path> hierarchies() {
        try {
            return Cgroups.hierarchies();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CgroupLayout cgroupLayout(Path mount) {
        if (Files.exists(mount.resolve("cgroup.controllers"))) {
            return CgroupLayout.UNIFIED;
        }
        return Files.exists(mount.resolve("unified/cgroup.controllers")) ? CgroupLayout.HYBRID : CgroupLayout.LEGACY;
    }

    /** PID 1 never loads liblxc, so it asks the file name: liblxc.so.1.7 is LXC 5, .8 is 6, .9 is 7. */
    private static LxcVersion lxcVersion() {
        for (String folder : LIBRARY_FOLDERS) {
            if (Files.isDirectory(Path.of(folder))) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder), "liblxc.so.1.*")) {
                    for (Path file : files) {
                        return version(file.getFileName().toString());
                    }
                } catch (IOException _) {
                    // not readable: as if it were not there
                }
            }
        }
        return version("");
    }

    static LxcVersion version(String file) {
        if (file.startsWith("liblxc.so.1.7")) {
            return new LxcVersion(5, 0, 0);
        }
        return file.startsWith("liblxc.so.1.9") ? new LxcVersion(7, 0, 0) : new LxcVersion(6, 0, 0);
    }

    /** Makes liblxc's own mount point, where the root is writable and it is not there. */
    public static void createRootfsMount() {
        for (String folder : ROOTFS_MOUNTS) {
            try {
                if (Files.isDirectory(Path.of(folder).getParent().getParent())) {
                    Files.createDirectories(Path.of(folder));
                }
            } catch (IOException _) {
                // a read-only root brings it along, or a container's start says what is missing
            }
        }
    }

    /** Writes the init shim to where containers get it from. */
    public static void writeShim(Path file) throws IOException {
        Path temporary = file.resolveSibling("init.tmp");
        Files.write(temporary, InitShim.bytes());
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("r-xr-xr-x"));
        Files.move(temporary, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
