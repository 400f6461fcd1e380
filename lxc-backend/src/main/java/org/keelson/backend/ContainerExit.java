package org.keelson.backend;

/**
 * How a container ended. Made by the backend from what its launcher reported, once for each start; restart policies
 * decide on it. Immutable.
 */
public sealed interface ContainerExit {

    /**
     * The container's first program ended by itself.
     *
     * @param code its exit status, 0 to 255
     */
    record Exited(int code) implements ContainerExit {
        /** Checks the range of the exit status. */
        public Exited {
            if (code < 0 || code > 255) {
                throw new IllegalArgumentException("exit status out of range: " + code);
            }
        }
    }

    /**
     * The container's first program was killed by a signal.
     *
     * @param signal the signal's number, at least 1
     * @param coreDumped whether the kernel wrote a core file
     */
    record Killed(int signal, boolean coreDumped) implements ContainerExit {
        /** Checks the range of the signal. */
        public Killed {
            if (signal < 1 || signal > 127) {
                throw new IllegalArgumentException("signal out of range: " + signal);
            }
        }
    }

    /**
     * The container's first program never ran.
     *
     * @param stage where the start stopped, such as {@code mount-root} or {@code exec}
     * @param detail what an operator can act on
     */
    record StartFailed(String stage, String detail) implements ContainerExit {
        /** Checks that both texts are there. */
        public StartFailed {
            if (stage == null || stage.isEmpty()) {
                throw new IllegalArgumentException("stage is empty");
            }
            if (detail == null) {
                throw new IllegalArgumentException("detail is null");
            }
        }
    }

    /** How it ended, in the words of logs and of the control API: {@code exit 3}, {@code signal 9}. */
    default String words() {
        return switch (this) {
            case Exited(int code) -> "exit " + code;
            case Killed(int signal, boolean core) -> "signal " + signal + (core ? " (core dumped)" : "");
            case StartFailed(String stage, String detail) -> "not started (" + stage + ": " + detail + ")";
        };
    }
}
