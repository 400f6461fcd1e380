package org.keelson.linux.socket;

import static org.keelson.linux.raw.SysSocket.AF_INET;
import static org.keelson.linux.raw.SysSocket.AF_INET6;
import static org.keelson.linux.raw.SysSocket.AF_UNIX;
import static org.keelson.linux.raw.SysSocket.SOCK_CLOEXEC;
import static org.keelson.linux.raw.SysSocket.SOCK_DGRAM;
import static org.keelson.linux.raw.SysSocket.SOCK_SEQPACKET;
import static org.keelson.linux.raw.SysSocket.SOCK_STREAM;

import org.graalvm.nativeimage.c.struct.SizeOf;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.NetinetIn;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.Structs.sockaddr_in;
import org.keelson.linux.raw.Structs.sockaddr_in6;
import org.keelson.linux.raw.SysSocket;

/** {@link ServerSockets} by system call. Stateless. */
public final class LinuxServerSockets implements ServerSockets {
    private static final int IPV4_BYTES = 4;
    private static final int BACKLOG = 4096; // more than net.core.somaxconn is cut to it

    private final Descriptors descriptors;

    /** @param descriptors what closes the sockets made here */
    public LinuxServerSockets(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    @Override
    public Fd inet(Type type, byte[] address, int port) {
        String name = SocketName.of(address, port);
        Fd socket = create(address.length == IPV4_BYTES ? AF_INET() : AF_INET6(), type, name);
        try (Arena arena = new Arena()) {
            setOptions(arena, socket, type, address.length == IPV4_BYTES, name);
            bind(arena, socket, address, port, name);
            listen(socket, type, name);
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Fd unix(Type type, String path, int mode) {
        Fd socket = create(AF_UNIX(), type, path);
        try {
            SocketPath.bind(socket, path, mode);
            listen(socket, type, path);
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** The first socket of a kind may wait for the kernel to load a module. */
    private Fd create(int family, Type type, String name) {
        int number = switch (type) {
            case STREAM -> SOCK_STREAM();
            case DATAGRAM -> SOCK_DGRAM();
            case SEQPACKET -> SOCK_SEQPACKET();
        };
        long fd = Kernel.blocking(Numbers.__NR_socket(), family, number | SOCK_CLOEXEC(), 0, 0, 0, 0);
        return new Fd(descriptors, (int) Check.ok("create socket for", name, fd));
    }

    /**
     * A TCP port is free although connections of before are in TIME_WAIT. A UDP port has no such time, and there the same option would let
     * a second socket take the first one's datagrams.
     */
    private static void setOptions(Arena arena, Fd socket, Type type, boolean ipv4, String name) {
        if (type == Type.STREAM) {
            set(arena, socket, SysSocket.SOL_SOCKET(), SysSocket.SO_REUSEADDR(), name);
        }
        if (ipv4) {
            set(arena, socket, NetinetIn.IPPROTO_IP(), NetinetIn.IP_FREEBIND(), name);
        } else {
            set(arena, socket, NetinetIn.IPPROTO_IPV6(), NetinetIn.IPV6_V6ONLY(), name);
            set(arena, socket, NetinetIn.IPPROTO_IPV6(), NetinetIn.IPV6_FREEBIND(), name);
        }
    }

    private static void set(Arena arena, Fd socket, int level, int option, String name) {
        long on = arena.ints(new int[] {1}).rawValue();
        long result = Kernel.quick(Numbers.__NR_setsockopt(), socket.number(), level, option, on, Integer.BYTES, 0);
        Check.ok("set options of", name, result);
    }

    private static void bind(Arena arena, Fd socket, byte[] address, int port, String name) {
        boolean ipv4 = address.length == IPV4_BYTES;
        int size = ipv4 ? SizeOf.get(sockaddr_in.class) : SizeOf.get(sockaddr_in6.class);
        long location;
        if (ipv4) {
            sockaddr_in target = (sockaddr_in) arena.allocate(size);
            target.sin_family((short) AF_INET());
            target.sin_port(Short.reverseBytes((short) port));
            target.s_addr(address[0] & 0xff | (address[1] & 0xff) << 8 | (address[2] & 0xff) << 16 | address[3] << 24);
            location = target.rawValue();
        } else {
            sockaddr_in6 target = (sockaddr_in6) arena.allocate(size);
            target.sin6_family((short) AF_INET6());
            target.sin6_port(Short.reverseBytes((short) port));
            Arena.copy(address, 0, target.sin6_addr(), address.length);
            location = target.rawValue();
        }
        Check.ok("bind", name, Kernel.quick(Numbers.__NR_bind(), socket.number(), location, size, 0, 0, 0));
    }

    private static void listen(Fd socket, Type type, String name) {
        if (type != Type.DATAGRAM) {
            Check.ok("listen on", name, Kernel.quick(Numbers.__NR_listen(), socket.number(), BACKLOG, 0, 0, 0, 0));
        }
    }
}
