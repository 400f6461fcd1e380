package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code sys/ioctl.h}. */
@CContext(Headers.class)
public final class SysIoctl {
    private SysIoctl() {}

    @CConstant
    public static native int TCSBRK();

    @CConstant
    public static native int SIOCSIFFLAGS();
}
