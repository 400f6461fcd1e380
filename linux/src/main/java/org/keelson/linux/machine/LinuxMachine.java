package org.keelson.linux.machine;

import java.util.List;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.keelson.linux.file.Fd;
import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.LinuxReboot;
import org.keelson.linux.raw.NetIf;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.Structs.ifreq;
import org.keelson.linux.raw.SysIoctl;
import org.keelson.linux.raw.SysPrctl;
import org.keelson.linux.raw.SysSocket;

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
    public void loopbackUp() {
        long socket = Check.ok("create", "socket", Kernel.quick(Numbers.__NR_socket(), SysSocket.AF_UNIX(),
                SysSocket.SOCK_STREAM() | SysSocket.SOCK_CLOEXEC(), 0, 0, 0, 0));
        try (Arena arena = new Arena()) {
            ifreq request = (ifreq) arena.allocate(SizeOf.get(ifreq.class));
            byte[] name = {'l', 'o'};
            Arena.copy(name, 0, request.ifr_name(), name.length);
            request.ifr_flags((short) NetIf.IFF_UP());
            Check.ok("bring up", "lo", Kernel.quick(Numbers.__NR_ioctl(), socket, SysIoctl.SIOCSIFFLAGS(), request.rawValue(), 0, 0, 0));
        } finally {
            Kernel.quick(Numbers.__NR_close(), socket, 0, 0, 0, 0, 0);
        }
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

    @Override
    public int pid() {
        return (int) Kernel.quick(Numbers.__NR_getpid(), 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void execute(String program, List<String> arguments, List<String> environment) {
        try (Arena arena = new Arena()) {
            long argv = arena.strings(arguments).rawValue();
            long envp = arena.strings(environment).rawValue();
            Check.ok("execute", program, Kernel.blocking(Numbers.__NR_execve(), arena.string(program).rawValue(), argv, envp, 0, 0, 0));
        }
    }

    @Override
    public void drain(Fd terminal) {
        Kernel.blocking(Numbers.__NR_ioctl(), terminal.number(), SysIoctl.TCSBRK(), 1, 0, 0, 0);
    }

    @Override
    public boolean trim() {
        return Kernel.keelson_trim() >= 0;
    }
}
