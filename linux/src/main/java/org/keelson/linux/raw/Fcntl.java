package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code fcntl.h}. */
@CContext(Headers.class)
public final class Fcntl {
    private Fcntl() {}

    @CConstant
    public static native int AT_FDCWD();

    @CConstant
    public static native int O_RDONLY();

    @CConstant
    public static native int O_WRONLY();

    @CConstant
    public static native int O_RDWR();

    @CConstant
    public static native int O_CLOEXEC();

    @CConstant
    public static native int O_NONBLOCK();

    @CConstant
    public static native int O_NOCTTY();

    @CConstant
    public static native int O_APPEND();

    @CConstant
    public static native int O_CREAT();

    @CConstant
    public static native int O_PATH();

    @CConstant
    public static native int F_SETFD();

    @CConstant
    public static native int F_SETFL();

    @CConstant
    public static native int F_SETPIPE_SZ();

    @CConstant
    public static native int FD_CLOEXEC();

    @CConstant
    public static native int SPLICE_F_NONBLOCK();

    @CConstant
    public static native int SPLICE_F_MOVE();

    @CConstant
    public static native int MFD_CLOEXEC();
}
