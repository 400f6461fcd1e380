package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code sys/mount.h}. */
@CContext(Headers.class)
public final class SysMount {
    private SysMount() {}

    @CConstant
    public static native int MS_NOSUID();

    @CConstant
    public static native int MS_NODEV();

    @CConstant
    public static native int MS_NOEXEC();

    @CConstant
    public static native int MS_RDONLY();

    @CConstant
    public static native int MS_BIND();

    @CConstant
    public static native int MS_REC();

    @CConstant
    public static native int MS_MOVE();

    @CConstant
    public static native int MS_REMOUNT();

    @CConstant
    public static native int MS_PRIVATE();

    @CConstant
    public static native int MS_SHARED();

    @CConstant
    public static native int MS_NOATIME();

    @CConstant
    public static native int MNT_DETACH();
}
