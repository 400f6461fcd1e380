package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code sys/epoll.h and sys/eventfd.h}. */
@CContext(Headers.class)
public final class SysEpoll {
    private SysEpoll() {}

    @CConstant
    public static native int EPOLL_CLOEXEC();

    @CConstant
    public static native int EPOLL_CTL_ADD();

    @CConstant
    public static native int EPOLL_CTL_MOD();

    @CConstant
    public static native int EPOLL_CTL_DEL();

    @CConstant
    public static native int EPOLLIN();

    @CConstant
    public static native int EPOLLOUT();

    @CConstant
    public static native int EPOLLHUP();

    @CConstant
    public static native int EPOLLERR();

    @CConstant
    public static native int EFD_CLOEXEC();

    @CConstant
    public static native int EFD_NONBLOCK();

    @CConstant
    public static native int SFD_CLOEXEC();

    @CConstant
    public static native int SFD_NONBLOCK();
}
