package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.keelson.linux.process.Processes;

/**
 * Which signal makes a container's init stop. The author's {@code lxc.signal.halt} comes first, then LXC's default SIGPWR, then SIGTERM;
 * but only one that the init handles: the kernel drops others on their way to the first process of a pid namespace ({@code
 * pid_namespaces(7)}), and a grace time for them would be spent in vain.
 */
final class HaltSignal {
    private HaltSignal() {}

    /** The signal for a process: SIGKILL if it handles none of those that would do. Reads proc only. */
    static int choose(int pid, OptionalInt wanted) {
        try {
            List<String> status = Files.readAllLines(Path.of("/proc", Integer.toString(pid), "status"));
            return choose(mask(status, "SigCgt:") | mask(status, "SigBlk:"), wanted);
        } catch (IOException | NumberFormatException _) {
            return Processes.SIGKILL; // it is gone
        }
    }

    /** Blocked ones count as handled: a signalfd or sigwait reads them. */
    static int choose(long handled, OptionalInt wanted) {
        if (wanted.orElse(0) == Processes.SIGKILL) { // cannot be handled, and needs not be
            return Processes.SIGKILL;
        }
        for (int signal : new int[] {wanted.orElse(Processes.SIGPWR), Processes.SIGPWR, Processes.SIGTERM}) {
            if ((handled & 1L << (signal - 1)) != 0) {
                return signal;
            }
        }
        return Processes.SIGKILL;
    }

    private static long mask(List<String> status, String field) {
        for (String line : status) {
            if (line.startsWith(field)) {
                return Long.parseUnsignedLong(line.substring(field.length()).trim(), 16);
            }
        }
        return 0;
    }
}
