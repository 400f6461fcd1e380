package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code sys/syscall.h}. */
@CContext(Headers.class)
public final class Numbers {
    private Numbers() {}

    @CConstant
    public static native int __NR_epoll_create1();

    @CConstant
    public static native int __NR_epoll_ctl();

    @CConstant
    public static native int __NR_epoll_pwait();

    @CConstant
    public static native int __NR_eventfd2();

    @CConstant
    public static native int __NR_signalfd4();

    @CConstant
    public static native int __NR_waitid();

    @CConstant
    public static native int __NR_kill();

    @CConstant
    public static native int __NR_openat();

    @CConstant
    public static native int __NR_close();

    @CConstant
    public static native int __NR_read();

    @CConstant
    public static native int __NR_write();

    @CConstant
    public static native int __NR_pread64();

    @CConstant
    public static native int __NR_pwrite64();

    @CConstant
    public static native int __NR_splice();

    @CConstant
    public static native int __NR_ftruncate();

    @CConstant
    public static native int __NR_fsync();

    @CConstant
    public static native int __NR_sync();

    @CConstant
    public static native int __NR_mount();

    @CConstant
    public static native int __NR_umount2();

    @CConstant
    public static native int __NR_chroot();

    @CConstant
    public static native int __NR_chdir();

    @CConstant
    public static native int __NR_ioctl();

    @CConstant
    public static native int __NR_socket();

    @CConstant
    public static native int __NR_bind();

    @CConstant
    public static native int __NR_listen();

    @CConstant
    public static native int __NR_accept4();

    @CConstant
    public static native int __NR_socketpair();

    @CConstant
    public static native int __NR_recvmsg();

    @CConstant
    public static native int __NR_sendmsg();

    @CConstant
    public static native int __NR_setsockopt();

    @CConstant
    public static native int __NR_connect();

    @CConstant
    public static native int __NR_fcntl();

    @CConstant
    public static native int __NR_pipe2();

    @CConstant
    public static native int __NR_memfd_create();

    @CConstant
    public static native int __NR_finit_module();

    @CConstant
    public static native int __NR_reboot();

    @CConstant
    public static native int __NR_prctl();

    @CConstant
    public static native int __NR_lseek();

    @CConstant
    public static native int __NR_unlinkat();

    @CConstant
    public static native int __NR_fchmodat();

    @CConstant
    public static native int __NR_getpid();

    @CConstant
    public static native int __NR_execve();

    @CConstant
    public static native int __NR_dup3();

    @CConstant
    public static native int __NR_setns();

    @CConstant
    public static native int __NR_setitimer();

    @CConstant
    public static native int __NR_pidfd_open();
}
