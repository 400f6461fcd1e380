package org.keelson.supervisor;

import org.keelson.backend.lxc.Launcher;
import org.keelson.supervisor.boot.PidOne;
import org.keelson.supervisor.cli.Cli;
import org.keelson.supervisor.probe.ProbeProgram;

/**
 * One executable, four programs: PID 1, the launcher of a container ({@code keelson launch}), what asks one whether it is well ({@code
 * keelson probe}), and the commands for people. Which one is decided here and nowhere else.
 */
public final class Main {
    private Main() {}

    /** Never returns as PID 1. */
    public static void main(String[] arguments) {
        if (PidOne.is()) {
            PidOne.run(arguments);
        } else if (arguments.length > 0 && arguments[0].equals(Launcher.COMMAND)) {
            Launcher.run(arguments);
        } else if (arguments.length > 0 && arguments[0].equals(ProbeProgram.COMMAND)) {
            ProbeProgram.run(arguments);
        } else {
            System.exit(Cli.run(arguments, System.out, System.err));
        }
    }
}
