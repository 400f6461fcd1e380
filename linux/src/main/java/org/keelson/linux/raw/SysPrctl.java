package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code sys/prctl.h}. */
@CContext(Headers.class)
public final class SysPrctl {
    private SysPrctl() {}

    @CConstant
    public static native int PR_SET_NAME();
}
