package org.keelson.backend.lxc.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.word.PointerBase;

/** {@code dlfcn.h}, and the few functions of libc that the launcher needs. */
@CContext(LxcHeaders.class)
public final class Dlfcn {
    private Dlfcn() {}

    @CConstant
    public static native int RTLD_LAZY();

    @CFunction
    public static native PointerBase dlopen(CCharPointer file, int flags);

    @CFunction
    public static native PointerBase dlsym(PointerBase handle, CCharPointer name);

    @CFunction
    public static native CCharPointer dlerror();

    @CFunction
    public static native int chdir(CCharPointer path);

    /** {@code close_range(2)}; {@code last} -1 is the greatest number. */
    @CFunction
    public static native int close_range(int first, int last, int flags);

    @CFunction
    public static native int kill(int pid, int signal);

    @CFunction
    public static native int raise(int signal);

    @CFunction
    public static native void _exit(int code);
}
