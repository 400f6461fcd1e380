package org.keelson.linux.event;

import static org.keelson.linux.raw.SysEpoll.EPOLLERR;
import static org.keelson.linux.raw.SysEpoll.EPOLLHUP;
import static org.keelson.linux.raw.SysEpoll.EPOLLIN;
import static org.keelson.linux.raw.SysEpoll.EPOLLOUT;

import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.graalvm.word.WordFactory;
import org.keelson.linux.Errno;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.Structs.epoll_event;
import org.keelson.linux.raw.SysEpoll;

/** {@link Poller} over one epoll descriptor; takes up to 64 ready descriptors at a time. */
public final class LinuxPoller implements Poller {
    private static final int BATCH = 64;

    private final Fd epoll;
    private final epoll_event ready;

    /** Creates the epoll descriptor. */
    public LinuxPoller(Descriptors descriptors) {
        long fd = Kernel.quick(Numbers.__NR_epoll_create1(), SysEpoll.EPOLL_CLOEXEC(), 0, 0, 0, 0, 0);
        epoll = new Fd(descriptors, (int) Check.ok("create", "epoll", fd));
        ready = UnmanagedMemory.calloc(WordFactory.unsigned(BATCH * (long) SizeOf.get(epoll_event.class)));
    }

    @Override
    public void add(Fd fd, int interest) {
        control(SysEpoll.EPOLL_CTL_ADD(), fd, interest);
    }

    @Override
    public void change(Fd fd, int interest) {
        control(SysEpoll.EPOLL_CTL_MOD(), fd, interest);
    }

    @Override
    public void remove(Fd fd) {
        control(SysEpoll.EPOLL_CTL_DEL(), fd, 0);
    }

    private void control(int operation, Fd fd, int interest) {
        epoll_event event = StackValue.get(epoll_event.class);
        event.events(((interest & READ) != 0 ? EPOLLIN() : 0) | ((interest & WRITE) != 0 ? EPOLLOUT() : 0));
        event.fd(fd.number());
        long result = Kernel.quick(Numbers.__NR_epoll_ctl(), epoll.number(), operation, fd.number(), event.rawValue(), 0, 0);
        Check.ok("watch descriptor", fd.number(), result);
    }

    @Override
    public int await(long timeoutMillis) {
        int timeout = (int) Math.min(timeoutMillis, Integer.MAX_VALUE);
        long count = Kernel.blocking(Numbers.__NR_epoll_pwait(), epoll.number(), ready.rawValue(), BATCH, timeout, 0, 8);
        return count == -Errno.EINTR ? 0 : (int) Check.ok("wait for", "events", count);
    }

    @Override
    public int number(int index) {
        return ready.addressOf(index).fd();
    }

    @Override
    public int readiness(int index) {
        int events = ready.addressOf(index).events();
        int both = (events & (EPOLLHUP() | EPOLLERR())) != 0 ? READ | WRITE : 0;
        return both | ((events & EPOLLIN()) != 0 ? READ : 0) | ((events & EPOLLOUT()) != 0 ? WRITE : 0);
    }

    @Override
    public void close() {
        epoll.close();
        UnmanagedMemory.free(ready);
    }
}
