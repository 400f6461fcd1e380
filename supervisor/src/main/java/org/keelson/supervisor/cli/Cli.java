package org.keelson.supervisor.cli;

import java.io.PrintStream;

/** The command line: {@code keelson ps}, {@code keelson poweroff}, {@code keelson reboot}. */
public final class Cli {
    private Cli() {}

    /** Runs one command and returns its exit code: 0 done, 1 no connection or refused, 2 wrong usage. May block. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return 2;
    }
}
