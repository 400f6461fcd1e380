package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;

/** The functions of {@code keelson.h}. */
@CContext(Headers.class)
public final class Kernel {
    private Kernel() {}

    /** For every call that may block: the thread leaves Java, so that a collection need not wait for it. */
    @CFunction("raw_syscall")
    public static native long blocking(long nr, long a, long b, long c, long d, long e, long f);

    /** Only for calls that cannot block. */
    @CFunction(value = "raw_syscall", transition = Transition.NO_TRANSITION)
    public static native long quick(long nr, long a, long b, long c, long d, long e, long f);

    @CFunction("keelson_spawn")
    public static native int keelson_spawn(
            int exe, CCharPointerPointer argv, CCharPointerPointer envp, CIntPointer fds, int count, int oomScoreAdj);

    @CFunction(value = "keelson_arm", transition = Transition.NO_TRANSITION)
    public static native int keelson_arm(int memory, int exe, int device);

    @CFunction(value = "keelson_keep", transition = Transition.NO_TRANSITION)
    public static native int keelson_keep(int fd);

    @CFunction(value = "keelson_forget", transition = Transition.NO_TRANSITION)
    public static native int keelson_forget(int fd);

    @CFunction(value = "keelson_resume", transition = Transition.NO_TRANSITION)
    public static native void keelson_resume(int reason);

    @CFunction(value = "keelson_exit", transition = Transition.NO_TRANSITION)
    public static native void keelson_exit(int code);

    @CFunction(value = "keelson_thread_begin", transition = Transition.NO_TRANSITION)
    public static native int keelson_thread_begin();

    @CFunction(value = "keelson_thread_end", transition = Transition.NO_TRANSITION)
    public static native int keelson_thread_end();

    @CFunction(value = "keelson_guard", transition = Transition.NO_TRANSITION)
    public static native void keelson_guard();

    /** Without a transition: a thread that came back from C would write to the heap. */
    @CFunction(value = "keelson_trim", transition = Transition.NO_TRANSITION)
    public static native long keelson_trim();

    @CFunction(value = "keelson_shim", transition = Transition.NO_TRANSITION)
    public static native CCharPointer keelson_shim();

    @CFunction(value = "keelson_shim_size", transition = Transition.NO_TRANSITION)
    public static native long keelson_shim_size();

    @CFunction("keelson_fault")
    public static native void keelson_fault(int kind);
}
