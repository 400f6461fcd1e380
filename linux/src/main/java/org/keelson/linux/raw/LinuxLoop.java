package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code linux/loop.h}. */
@CContext(Headers.class)
public final class LinuxLoop {
    private LinuxLoop() {}

    @CConstant
    public static native int LOOP_CTL_GET_FREE();

    @CConstant
    public static native int LOOP_CONFIGURE();

    @CConstant
    public static native int LO_FLAGS_READ_ONLY();

    @CConstant
    public static native int LO_FLAGS_AUTOCLEAR();
}
