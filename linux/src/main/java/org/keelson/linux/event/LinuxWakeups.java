package org.keelson.linux.event;

import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.graalvm.nativeimage.c.type.CLongPointer;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.Structs.signalfd_siginfo;
import org.keelson.linux.raw.SysEpoll;

/** {@link Wakeups} by system call. The signals are blocked already: by kernel.c before main. */
public final class LinuxWakeups implements Wakeups {
    private static final int SIGSET_BYTES = 8;

    private final Descriptors descriptors;

    /** @param descriptors what closes the descriptors made here */
    public LinuxWakeups(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    @Override
    public Fd signals() {
        CLongPointer all = StackValue.get(SIGSET_BYTES);
        all.write(-1L); // the kernel takes SIGKILL and SIGSTOP out; the fatal ones are not blocked and so never arrive here
        int flags = SysEpoll.SFD_CLOEXEC() | SysEpoll.SFD_NONBLOCK();
        long fd = Kernel.quick(Numbers.__NR_signalfd4(), -1, all.rawValue(), SIGSET_BYTES, flags, 0, 0);
        return new Fd(descriptors, (int) Check.ok("create", "signalfd", fd));
    }

    @Override
    public int nextSignal(Fd signals) {
        int size = SizeOf.get(signalfd_siginfo.class);
        signalfd_siginfo info = StackValue.get(signalfd_siginfo.class);
        long count = Kernel.quick(Numbers.__NR_read(), signals.number(), info.rawValue(), size, 0, 0, 0);
        return count == size ? info.ssi_signo() : 0;
    }

    @Override
    public Fd wakeup() {
        int flags = SysEpoll.EFD_CLOEXEC() | SysEpoll.EFD_NONBLOCK();
        long fd = Kernel.quick(Numbers.__NR_eventfd2(), 0, flags, 0, 0, 0, 0);
        return new Fd(descriptors, (int) Check.ok("create", "eventfd", fd));
    }

    @Override
    public void raise(Fd wakeup) {
        CLongPointer one = StackValue.get(Long.BYTES);
        one.write(1);
        Kernel.quick(Numbers.__NR_write(), wakeup.number(), one.rawValue(), Long.BYTES, 0, 0, 0);
    }

    @Override
    public void clear(Fd wakeup) {
        CLongPointer count = StackValue.get(Long.BYTES);
        Kernel.quick(Numbers.__NR_read(), wakeup.number(), count.rawValue(), Long.BYTES, 0, 0, 0);
    }
}
