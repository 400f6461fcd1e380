package org.keelson.linux.machine;

import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.LinuxReboot;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.SysPrctl;

/** {@link Machine} by system call. */
public final class LinuxMachine implements Machine {
    @Override
    public void sync() {
        Kernel.blocking(Numbers.__NR_sync(), 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void end(End end) {
        reboot(end == End.POWER_OFF ? LinuxReboot.LINUX_REBOOT_CMD_POWER_OFF() : LinuxReboot.LINUX_REBOOT_CMD_RESTART());
    }

    @Override
    public void catchCtrlAltDel() {
        reboot(LinuxReboot.LINUX_REBOOT_CMD_CAD_OFF());
    }

    private static void reboot(long command) {
        long magic1 = LinuxReboot.LINUX_REBOOT_MAGIC1();
        long magic2 = LinuxReboot.LINUX_REBOOT_MAGIC2();
        Check.ok("reboot", Long.toHexString(command), Kernel.blocking(Numbers.__NR_reboot(), magic1, magic2, command, 0, 0, 0));
    }

    @Override
    public void exit(int code) {
        Kernel.keelson_exit(code);
    }

    @Override
    public void processName(String name) {
        try (Arena arena = new Arena()) {
            Kernel.quick(Numbers.__NR_prctl(), SysPrctl.PR_SET_NAME(), arena.string(name).rawValue(), 0, 0, 0, 0);
        }
    }

    @Override
    public void fault(int kind) {
        Kernel.keelson_fault(kind);
    }
}
