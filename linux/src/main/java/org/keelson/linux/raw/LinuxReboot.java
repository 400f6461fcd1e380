package org.keelson.linux.raw;

import org.graalvm.nativeimage.c.CContext;
import org.graalvm.nativeimage.c.constant.CConstant;

/** Constants of {@code linux/reboot.h}. */
@CContext(Headers.class)
public final class LinuxReboot {
    private LinuxReboot() {}

    @CConstant
    public static native long LINUX_REBOOT_MAGIC1();

    @CConstant
    public static native long LINUX_REBOOT_MAGIC2();

    @CConstant
    public static native long LINUX_REBOOT_CMD_RESTART();

    @CConstant
    public static native long LINUX_REBOOT_CMD_POWER_OFF();

    @CConstant
    public static native long LINUX_REBOOT_CMD_CAD_OFF();
}
