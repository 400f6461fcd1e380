package org.keelson.linux.process;

import java.util.Optional;
import org.graalvm.nativeimage.StackValue;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.Numbers;
import org.keelson.linux.raw.Structs.siginfo_t;
import org.keelson.linux.raw.SysWait;

/** {@link Processes} by system call; between fork and exec runs only kernel.c. */
public final class LinuxProcesses implements Processes {
    @Override
    public int spawn(SpawnRequest request) {
        int[] fds = new int[request.descriptors().size()];
        for (int i = 0; i < fds.length; i++) {
            fds[i] = request.descriptors().get(i);
        }
        try (Arena arena = new Arena()) {
            int pid = Kernel.keelson_spawn(
                    request.executable().number(),
                    arena.strings(request.arguments()),
                    arena.strings(request.environment()),
                    arena.ints(fds),
                    fds.length,
                    request.oomScoreAdj());
            return (int) Check.ok("spawn", request.arguments().getFirst(), pid);
        }
    }

    @Override
    public Optional<Exit> ended() {
        siginfo_t info = StackValue.get(siginfo_t.class);
        info.si_pid(0);
        int options = SysWait.WEXITED() | SysWait.WNOHANG() | SysWait.WNOWAIT();
        long result = Kernel.quick(Numbers.__NR_waitid(), SysWait.P_ALL(), 0, info.rawValue(), options, 0, 0);
        if (result == -Errno.ECHILD || result >= 0 && info.si_pid() == 0) {
            return Optional.empty();
        }
        Check.ok("wait for", "children", result);
        return Optional.of(new Exit(info.si_pid(), status(info.si_code(), info.si_status())));
    }

    @Override
    public void reap(int pid) {
        int options = SysWait.WEXITED() | SysWait.WNOHANG();
        Check.ok("reap", "pid " + pid, Kernel.quick(Numbers.__NR_waitid(), SysWait.P_PID(), pid, 0, options, 0, 0));
    }

    private static Exit.Status status(int code, int status) {
        if (code == SysWait.CLD_EXITED()) {
            return new Exit.Status.Exited(status);
        }
        return new Exit.Status.Killed(status, code == SysWait.CLD_DUMPED());
    }

    @Override
    public boolean signal(int pid, int signal) {
        if (pid <= 1) {
            throw new IllegalArgumentException("pid is not a child's: " + pid); // kill(-1) would end the system
        }
        long result = Kernel.quick(Numbers.__NR_kill(), pid, signal, 0, 0, 0, 0);
        if (result == -Errno.ESRCH) {
            return false;
        }
        if (result < 0) {
            throw new LinuxException("signal " + signal + " to", "pid " + pid, (int) -result);
        }
        return true;
    }

    @Override
    public boolean exists(int pid) {
        return Kernel.quick(Numbers.__NR_kill(), pid, 0, 0, 0, 0, 0) >= 0;
    }

    @Override
    public void signalAll(int signal) {
        if (Kernel.quick(Numbers.__NR_getpid(), 0, 0, 0, 0, 0, 0) != 1) {
            throw new IllegalStateException("only PID 1 signals all processes"); // as root it would end somebody's session
        }
        Kernel.quick(Numbers.__NR_kill(), -1, signal, 0, 0, 0, 0);
    }
}
