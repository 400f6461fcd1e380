package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code sched.h}. */
@CContext(Headers.class)
public final class Sched {
    private Sched() {}

    @CConstant
    public static native int CLONE_NEWNET();
}
