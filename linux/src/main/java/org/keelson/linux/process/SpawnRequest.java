package org.keelson.linux.process;

import java.util.List;
import org.keelson.linux.file.Fd;

/**
 * What a child is to be. It gets a fresh session, signal mask, dispositions and umask.
 *
 * @param executable an open descriptor of the program
 * @param arguments argv, the program's name first
 * @param environment {@code NAME=value}
 * @param descriptors become 0, 1, 2, …; everything else is closed. A missing standard input is /dev/null
 * @param oomScoreAdj -1000 (never killed) to 1000, {@code proc_pid_oom_score_adj(5)}
 */
public record SpawnRequest(Fd executable, List<String> arguments, List<String> environment, List<Integer> descriptors, int oomScoreAdj) {
    /** In {@link #descriptors}: /dev/null. */
    public static final int NULL_DEVICE = -1;

    public SpawnRequest {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        descriptors = List.copyOf(descriptors);
    }
}
