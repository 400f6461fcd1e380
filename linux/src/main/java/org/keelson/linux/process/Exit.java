package org.keelson.linux.process;

/** The end of a child, as {@code waitid(2)} tells it. */
public record Exit(int pid, Status status) {
    /** How a process ended. */
    public sealed interface Status {
        /** Called exit with this code, 0 to 255. */
        record Exited(int code) implements Status {
            @Override
            public String toString() {
                return "exit " + code;
            }
        }

        /** Killed by this signal. */
        record Killed(int signal, boolean coreDumped) implements Status {
            @Override
            public String toString() {
                return "signal " + signal;
            }
        }
    }
}
