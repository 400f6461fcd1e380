package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.keelson.config.state.Container;
import org.keelson.linux.process.Processes;

/**
 * Which signal makes a container's init stop: its run.json's {@code stop.signal}, then {@code lxc.signal.halt} of its LXC config, then
 * LXC's default SIGPWR and SIGTERM, or SIGTERM alone for a program that is no init. But only one that its first process handles: the
 * kernel drops others on their way to the first process of a pid namespace ({@code pid_namespaces(7)}), and a grace time for them would be
 * spent in vain.
 */
final class HaltSignal {
    private HaltSignal() {}

    /** The signals that would do, the best first. */
    static List<Integer> candidates(Container container, OptionalInt ofConfig) {
        List<Integer> signals = new ArrayList<>();
        container.supervision().stop().signal().ifPresent(signals::add);
        ofConfig.ifPresent(signals::add);
        if (!container.execution().init()) {
            signals.add(Processes.SIGPWR);
        }
        signals.add(Processes.SIGTERM);
        return signals;
    }

    /** The signal for a process: SIGKILL if it handles none of the candidates. Reads proc only. */
    static int choose(int pid, List<Integer> candidates) {
        try {
            Path process = Path.of("/proc", Integer.toString(pid));
            Path channel = process.resolve("wchan"); // with CONFIG_KALLSYMS only
            String waitsIn = Files.exists(channel) ? Files.readString(channel) : "";
            return choose(handled(Files.readAllLines(process.resolve("status")), waitsIn), candidates);
        } catch (IOException | NumberFormatException _) {
            return Processes.SIGKILL; // it is gone
        }
    }

    /**
     * Blocked ones count as handled: a signalfd reads them. A process that waits in {@code sigwait(3)} shows neither, since the kernel
     * unblocks what it waits for meanwhile; the small inits that only wait and reap are always there, and wait for all.
     */
    static long handled(List<String> status, String waitChannel) {
        return waitChannel.contains("sigtimedwait") ? -1 : mask(status, "SigCgt:") | mask(status, "SigBlk:");
    }

    static int choose(long handled, List<Integer> candidates) {
        for (int signal : candidates) {
            if (signal == Processes.SIGKILL || (handled & 1L << (signal - 1)) != 0) { // SIGKILL needs no handler
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
