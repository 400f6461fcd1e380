package org.keelson.linux.process;

import org.graalvm.nativeimage.StackValue;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.Structs.itimerval;

/**
 * The end of this process after so much time, by SIGALRM: {@code setitimer(2)}. It comes from the kernel, whatever a library waits for
 * meanwhile, and the time does not depend on any clock namespace. For short-lived processes, not for PID 1.
 */
public final class Alarm {
    /** The signal it ends by, as its parent sees it. */
    public static final int SIGALRM = 14;

    private static final int REAL = 0;

    private Alarm() {}

    /** This process ends in so many milliseconds, at least one, unless it is cancelled. Replaces an earlier alarm. */
    public static void in(long millis) {
        set(Math.max(1, millis));
    }

    /** Takes it back, and says how many milliseconds were left. */
    public static long cancel() {
        return set(0);
    }

    private static long set(long millis) {
        itimerval before = StackValue.get(itimerval.class);
        try (Arena arena = new Arena()) {
            itimerval now = (itimerval) arena.allocate(SizeOf.get(itimerval.class));
            now.seconds(millis / 1000);
            now.micros(millis % 1000 * 1000);
            Check.ok("set", "timer", Kernel.quick(Numbers.__NR_setitimer(), REAL, now.rawValue(), before.rawValue(), 0, 0, 0));
        }
        return before.seconds() * 1000 + before.micros() / 1000;
    }

    /** Ends this process now, as it would have done in time. */
    public static void ring() {
        long self = Kernel.quick(Numbers.__NR_getpid(), 0, 0, 0, 0, 0, 0);
        Kernel.quick(Numbers.__NR_kill(), self, SIGALRM, 0, 0, 0, 0);
    }
}
