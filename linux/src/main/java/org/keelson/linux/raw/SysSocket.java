package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code sys/socket.h}. */
@CContext(Headers.class)
public final class SysSocket {
    private SysSocket() {}

    @CConstant
    public static native int AF_UNIX();

    @CConstant
    public static native int AF_INET();

    @CConstant
    public static native int AF_INET6();

    @CConstant
    public static native int SOCK_STREAM();

    @CConstant
    public static native int SOCK_DGRAM();

    @CConstant
    public static native int SOCK_SEQPACKET();

    @CConstant
    public static native int SOCK_CLOEXEC();

    @CConstant
    public static native int SOCK_NONBLOCK();

    @CConstant
    public static native int SOL_SOCKET();

    @CConstant
    public static native int SO_PASSCRED();

    @CConstant
    public static native int SO_REUSEADDR();

    @CConstant
    public static native int SCM_RIGHTS();

    @CConstant
    public static native int SCM_CREDENTIALS();

    @CConstant
    public static native int MSG_NOSIGNAL();

    @CConstant
    public static native int MSG_DONTWAIT();

    @CConstant
    public static native int MSG_CMSG_CLOEXEC();

    @CConstant
    public static native int MSG_PEEK();

    @CConstant
    public static native int INADDR_LOOPBACK();
}
