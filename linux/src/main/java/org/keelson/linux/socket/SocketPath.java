package org.keelson.linux.socket;

import java.nio.charset.StandardCharsets;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Fd;
import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Fcntl;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.Structs.sockaddr_un;
import org.keelson.linux.raw.SysSocket;

/** The address of a unix socket that is a file: {@code unix(7)}. */
final class SocketPath {
    private static final int MOST_BYTES = 107;

    private SocketPath() {}

    /** Binds a socket there, in place of an old one, for those that the mode allows. */
    static void bind(Fd socket, String path, int mode) {
        try (Arena arena = new Arena()) {
            sockaddr_un address = address(arena, path);
            long name = arena.string(path).rawValue();
            Kernel.quick(Numbers.__NR_unlinkat(), Fcntl.AT_FDCWD(), name, 0, 0, 0, 0);
            int size = SizeOf.get(sockaddr_un.class);
            Check.ok("bind", path, Kernel.quick(Numbers.__NR_bind(), socket.number(), address.rawValue(), size, 0, 0, 0));
            Check.ok("chmod", path, Kernel.quick(Numbers.__NR_fchmodat(), Fcntl.AT_FDCWD(), name, mode, 0, 0, 0));
        }
    }

    static sockaddr_un address(Arena arena, String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new LinuxException("bind", path, 36);
        }
        sockaddr_un address = (sockaddr_un) arena.allocate(SizeOf.get(sockaddr_un.class));
        address.sun_family((short) SysSocket.AF_UNIX());
        Arena.copy(bytes, 0, address.sun_path(), bytes.length);
        return address;
    }
}
