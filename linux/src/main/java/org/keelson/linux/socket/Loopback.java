package org.keelson.linux.socket;

import org.graalvm.nativeimage.c.struct.SizeOf;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.Sched;
import org.keelson.linux.raw.Structs.sockaddr_in;
import org.keelson.linux.raw.SysSocket;

/** The 127.0.0.1 of a network namespace: {@code network_namespaces(7)}, {@code ip(7)}. Blocks: for short-lived processes, never PID 1. */
public final class Loopback {
    private final Descriptors descriptors;

    /** @param descriptors what closes the sockets made here */
    public Loopback(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    /** The calling thread is in another network namespace from now on: {@code setns(2)}. */
    public void enter(Fd namespace) {
        long result = Kernel.quick(Numbers.__NR_setns(), namespace.number(), Sched.CLONE_NEWNET(), 0, 0, 0, 0);
        Check.ok("enter", "network namespace", result);
    }

    /** A connected, blocking stream socket; waits as long as the peer does not answer. */
    public Fd connect(int port) {
        int type = SysSocket.SOCK_STREAM() | SysSocket.SOCK_CLOEXEC();
        long fd = Kernel.quick(Numbers.__NR_socket(), SysSocket.AF_INET(), type, 0, 0, 0, 0);
        Fd socket = new Fd(descriptors, (int) Check.ok("create", "socket", fd));
        try (Arena arena = new Arena()) {
            int size = SizeOf.get(sockaddr_in.class);
            sockaddr_in address = (sockaddr_in) arena.allocate(size);
            address.sin_family((short) SysSocket.AF_INET());
            address.sin_port(Short.reverseBytes((short) port));
            address.s_addr(Integer.reverseBytes(SysSocket.INADDR_LOOPBACK()));
            long result = Kernel.blocking(Numbers.__NR_connect(), socket.number(), address.rawValue(), size, 0, 0, 0);
            Check.ok("connect to", "port " + port, result);
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }
}
