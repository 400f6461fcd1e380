package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code sys/wait.h and signal.h}. */
@CContext(Headers.class)
public final class SysWait {
    private SysWait() {}

    @CConstant
    public static native int P_ALL();

    @CConstant
    public static native int WNOHANG();

    @CConstant
    public static native int WEXITED();

    @CConstant
    public static native int CLD_EXITED();

    @CConstant
    public static native int CLD_DUMPED();

    @CConstant
    public static native int P_PID();

    @CConstant
    public static native int WNOWAIT();
}
