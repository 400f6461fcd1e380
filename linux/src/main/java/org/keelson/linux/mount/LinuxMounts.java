package org.keelson.linux.mount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.SysMount;

/** {@link Mounts} by system call. Stateless. */
public final class LinuxMounts implements Mounts {
    @Override
    public void mount(String source, String target, String type, Set<Flag> flags, String data) {
        long bits = 0;
        for (Flag flag : flags) {
            bits |= bit(flag);
        }
        try (Arena arena = new Arena()) {
            long result = Kernel.blocking(
                    Numbers.__NR_mount(),
                    arena.string(source).rawValue(),
                    arena.string(target).rawValue(),
                    type.isEmpty() ? 0 : arena.string(type).rawValue(),
                    bits,
                    data.isEmpty() ? 0 : arena.string(data).rawValue(),
                    0);
            Check.ok("mount", source + " on " + target + (type.isEmpty() ? "" : " (" + type + ")"), result);
        }
    }

    private static int bit(Flag flag) {
        return switch (flag) {
            case READ_ONLY -> SysMount.MS_RDONLY();
            case NO_SUID -> SysMount.MS_NOSUID();
            case NO_DEVICES -> SysMount.MS_NODEV();
            case NO_EXEC -> SysMount.MS_NOEXEC();
            case NO_ACCESS_TIME -> SysMount.MS_NOATIME();
            case BIND -> SysMount.MS_BIND();
            case RECURSIVE -> SysMount.MS_REC();
            case MOVE -> SysMount.MS_MOVE();
            case REMOUNT -> SysMount.MS_REMOUNT();
            case PRIVATE -> SysMount.MS_PRIVATE();
            case SHARED -> SysMount.MS_SHARED();
        };
    }

    @Override
    public void unmount(String target, boolean lazily) {
        try (Arena arena = new Arena()) {
            int flags = lazily ? SysMount.MNT_DETACH() : 0;
            long result = Kernel.blocking(Numbers.__NR_umount2(), arena.string(target).rawValue(), flags, 0, 0, 0, 0);
            Check.ok("unmount", target, result);
        }
    }

    /** A name that is not UTF-8 must not hide the others. */
    @Override
    public String table() throws IOException {
        return new String(Files.readAllBytes(Path.of("/proc/self/mountinfo")), StandardCharsets.UTF_8);
    }

    @Override
    public void switchRoot(String folder) {
        path(Numbers.__NR_chdir(), "chdir", folder);
        mount(".", "/", "", Set.of(Flag.MOVE), "");
        path(Numbers.__NR_chroot(), "chroot", ".");
        path(Numbers.__NR_chdir(), "chdir", "/");
    }

    private static void path(int number, String operation, String path) {
        try (Arena arena = new Arena()) {
            Check.ok(operation, path, Kernel.blocking(number, arena.string(path).rawValue(), 0, 0, 0, 0, 0));
        }
    }
}
