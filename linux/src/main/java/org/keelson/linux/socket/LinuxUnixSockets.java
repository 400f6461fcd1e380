package org.keelson.linux.socket;

import static org.keelson.linux.raw.SysSocket.AF_UNIX;
import static org.keelson.linux.raw.SysSocket.SOCK_CLOEXEC;
import static org.keelson.linux.raw.SysSocket.SOCK_NONBLOCK;
import static org.keelson.linux.raw.SysSocket.SOCK_SEQPACKET;
import static org.keelson.linux.raw.SysSocket.SOCK_STREAM;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.word.Pointer;
import org.graalvm.word.WordFactory;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Fcntl;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.Structs.cmsghdr;
import org.keelson.linux.raw.Structs.iovec;
import org.keelson.linux.raw.Structs.msghdr;
import org.keelson.linux.raw.Structs.sockaddr_un;
import org.keelson.linux.raw.SysSocket;

/** {@link UnixSockets} by system call. Stateless. */
public final class LinuxUnixSockets implements UnixSockets {
    private static final int BACKLOG = 64;
    private static final int TEXT_BYTES = 64;
    private static final int CONTROL_BYTES = 256;
    private static final int RIGHT_BYTES = Integer.BYTES;

    private final Descriptors descriptors;

    /** @param descriptors what closes the sockets made here */
    public LinuxUnixSockets(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    @Override
    public Fd listen(String path, int mode) {
        Fd socket = stream(SOCK_NONBLOCK());
        try {
            SocketPath.bind(socket, path, mode);
            Check.ok("listen", path, Kernel.quick(Numbers.__NR_listen(), socket.number(), BACKLOG, 0, 0, 0, 0));
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    private Fd stream(int flags) {
        long fd = Kernel.quick(Numbers.__NR_socket(), AF_UNIX(), SOCK_STREAM() | SOCK_CLOEXEC() | flags, 0, 0, 0, 0);
        return new Fd(descriptors, (int) Check.ok("create", "unix socket", fd));
    }

    @Override
    public Optional<Fd> accept(Fd listening) {
        int flags = SOCK_NONBLOCK() | SOCK_CLOEXEC();
        long fd = Kernel.quick(Numbers.__NR_accept4(), listening.number(), 0, 0, flags, 0, 0);
        return fd < 0 ? Optional.empty() : Optional.of(new Fd(descriptors, (int) fd));
    }

    @Override
    public Pair pair() {
        try (Arena arena = new Arena()) {
            CIntPointer ends = (CIntPointer) arena.allocate(2 * Integer.BYTES);
            int type = SOCK_SEQPACKET() | SOCK_CLOEXEC();
            Check.ok("create", "socket pair", Kernel.quick(Numbers.__NR_socketpair(), AF_UNIX(), type, 0, ends.rawValue(), 0, 0));
            Pair pair = new Pair(new Fd(descriptors, ends.read(0)), new Fd(descriptors, ends.read(1)));
            int ours = pair.ours().number();
            Kernel.quick(Numbers.__NR_fcntl(), ours, Fcntl.F_SETFL(), Fcntl.O_NONBLOCK(), 0, 0, 0);
            CIntPointer on = arena.ints(new int[] {1});
            int level = SysSocket.SOL_SOCKET();
            Check.ok("set", "SO_PASSCRED",
                    Kernel.quick(Numbers.__NR_setsockopt(), ours, level, SysSocket.SO_PASSCRED(), on.rawValue(), Integer.BYTES, 0));
            return pair;
        }
    }

    @Override
    public Optional<Message> receive(Fd socket) {
        return message(socket, 0);
    }

    @Override
    public Optional<Message> peek(Fd socket) {
        return message(socket, SysSocket.MSG_PEEK());
    }

    @Override
    public void discard(Fd socket) {
        try (Arena arena = new Arena()) { // a seqpacket socket drops what of a message is not read, descriptors included
            Kernel.quick(Numbers.__NR_read(), socket.number(), arena.allocate(1).rawValue(), 1, 0, 0, 0);
        }
    }

    private Optional<Message> message(Fd socket, int peek) {
        try (Arena arena = new Arena()) {
            Pointer text = arena.allocate(TEXT_BYTES);
            Pointer control = arena.allocate(CONTROL_BYTES);
            msghdr header = header(arena, text, TEXT_BYTES);
            header.msg_control(control);
            header.msg_controllen(WordFactory.unsigned(CONTROL_BYTES));
            int flags = SysSocket.MSG_DONTWAIT() | SysSocket.MSG_CMSG_CLOEXEC() | peek;
            long count = Kernel.quick(Numbers.__NR_recvmsg(), socket.number(), header.rawValue(), flags, 0, 0, 0);
            if (count == -Errno.EAGAIN || count == -Errno.EINTR) {
                return Optional.empty();
            }
            if (count == -Errno.ECONNRESET) {
                count = 0;
            }
            byte[] bytes = new byte[(int) Check.ok("receive from", "descriptor " + socket.number(), count)];
            Arena.copy(text, bytes, 0, bytes.length);
            Control found = control(control, header.msg_controllen().rawValue());
            return Optional.of(new Message(new String(bytes, StandardCharsets.UTF_8), found.pid, found.descriptor));
        }
    }

    private static msghdr header(Arena arena, Pointer text, int size) {
        iovec vector = (iovec) arena.allocate(SizeOf.get(iovec.class));
        vector.iov_base(text);
        vector.iov_len(WordFactory.unsigned(size));
        msghdr header = (msghdr) arena.allocate(SizeOf.get(msghdr.class));
        header.msg_iov(vector);
        header.msg_iovlen(WordFactory.unsigned(1));
        return header;
    }

    /** {@code cmsg(3)}: headers and entries begin at multiples of 8. */
    private static int aligned(long size) {
        return (int) (size + 7) & ~7;
    }

    private record Control(int pid, Optional<Fd> descriptor) {}

    private Control control(Pointer buffer, long length) {
        int header = aligned(SizeOf.get(cmsghdr.class));
        int pid = 0;
        Optional<Fd> descriptor = Optional.empty();
        for (long at = 0; at + header <= length; ) {
            cmsghdr entry = (cmsghdr) buffer.add((int) at);
            long size = entry.cmsg_len().rawValue();
            Pointer data = buffer.add((int) at + header);
            if (entry.cmsg_type() == SysSocket.SCM_CREDENTIALS()) {
                pid = data.readInt(0);
            }
            for (int i = 0; entry.cmsg_type() == SysSocket.SCM_RIGHTS() && header + (i + 1) * RIGHT_BYTES <= size; i++) {
                Fd fd = new Fd(descriptors, data.readInt(i * RIGHT_BYTES));
                if (descriptor.isPresent()) {
                    fd.close();
                } else {
                    descriptor = Optional.of(fd);
                }
            }
            at += Math.max(header, aligned(size));
        }
        return new Control(pid, descriptor);
    }

    @Override
    public boolean send(Fd socket, String text, List<Fd> passed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = new Arena()) {
            Pointer copy = arena.allocate(bytes.length);
            Arena.copy(bytes, 0, copy, bytes.length);
            msghdr header = header(arena, copy, bytes.length);
            if (!passed.isEmpty()) {
                addRights(arena, header, passed);
            }
            int flags = SysSocket.MSG_NOSIGNAL() | SysSocket.MSG_DONTWAIT();
            long result = Kernel.quick(Numbers.__NR_sendmsg(), socket.number(), header.rawValue(), flags, 0, 0, 0);
            if (result == -Errno.EAGAIN || result == -Errno.EPIPE || result == -Errno.ECONNRESET) {
                return false;
            }
            Check.ok("send to", "descriptor " + socket.number(), result);
            return true;
        }
    }

    private static void addRights(Arena arena, msghdr header, List<Fd> passed) {
        int start = aligned(SizeOf.get(cmsghdr.class));
        int size = start + passed.size() * RIGHT_BYTES;
        Pointer control = arena.allocate(aligned(size));
        cmsghdr rights = (cmsghdr) control;
        rights.cmsg_len(WordFactory.unsigned(size));
        rights.cmsg_level(SysSocket.SOL_SOCKET());
        rights.cmsg_type(SysSocket.SCM_RIGHTS());
        for (int i = 0; i < passed.size(); i++) {
            control.writeInt(start + i * RIGHT_BYTES, passed.get(i).number());
        }
        header.msg_control(control);
        header.msg_controllen(WordFactory.unsigned(aligned(size)));
    }

    @Override
    public Fd connect(String path) {
        Fd socket = stream(0);
        try (Arena arena = new Arena()) {
            int size = SizeOf.get(sockaddr_un.class);
            long address = SocketPath.address(arena, path).rawValue();
            long result = Kernel.blocking(Numbers.__NR_connect(), socket.number(), address, size, 0, 0, 0);
            Check.ok("connect to", path, result);
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }
}
