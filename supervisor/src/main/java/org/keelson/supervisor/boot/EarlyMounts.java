package org.keelson.supervisor.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.keelson.linux.LinuxException;
import org.keelson.linux.mount.Mounts;
import org.keelson.linux.mount.Mounts.Flag;
import org.tinylog.Logger;

/** The kernel's file systems, and the folders of this program. What is mounted already stays: a resume, or a host that brought it. */
final class EarlyMounts {
    private static final Set<Flag> CLOSED = Set.of(Flag.NO_SUID, Flag.NO_DEVICES, Flag.NO_EXEC);
    private static final Set<Flag> RUN = Set.of(Flag.NO_SUID, Flag.NO_DEVICES);

    private final Mounts mounts;

    EarlyMounts(Mounts mounts) {
        this.mounts = mounts;
    }

    /** On a device of our own. /proc is there already: kernel.c mounted it before main. */
    void mountAll() throws IOException {
        mount("sysfs", "/sys", "sysfs", CLOSED, "");
        mount("devtmpfs", "/dev", "devtmpfs", Set.of(Flag.NO_SUID), "mode=0755");
        mount("devpts", "/dev/pts", "devpts", Set.of(Flag.NO_SUID, Flag.NO_EXEC), "gid=5,mode=620,ptmxmode=666");
        mount("tmpfs", "/dev/shm", "tmpfs", RUN, "mode=1777");
        mount("tmpfs", "/run", "tmpfs", RUN, "mode=755");
        mount("tmpfs", "/tmp", "tmpfs", RUN, "mode=1777");
        mount("tmpfs", "/volumes", "tmpfs", RUN, "mode=755");
        mount("cgroup2", "/sys/fs/cgroup", "cgroup2", CLOSED, "nsdelegate");
        mountIfKnown("securityfs", "/sys/kernel/security");
    }

    private void mount(String source, String target, String type, Set<Flag> flags, String data) throws IOException {
        Path folder = Path.of(target);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        try {
            mounts.mount(source, target, type, flags, data);
        } catch (LinuxException e) {
            if (!e.is(org.keelson.linux.Errno.EBUSY)) { // mounted already
                throw e;
            }
        }
    }

    private void mountIfKnown(String type, String target) {
        try {
            mounts.mount(type, target, type, CLOSED, "");
        } catch (LinuxException e) {
            Logger.debug("mount[{}]: left out, reason={}", target, e.getMessage());
        }
    }
}
