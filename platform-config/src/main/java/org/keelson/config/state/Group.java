package org.keelson.config.state;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Containers that are started together; the next group waits until their goals are reached or timed out.
 *
 * @param name its name, valid by {@link Names#group}
 * @param statusGoal the goal of its members that name none
 * @param restartPolicy the policy of its members that name none
 * @param timeout how long a member may take to reach its goal
 * @param recovery the recovery of its members that name none
 */
public record Group(String name, StatusGoal statusGoal, RestartPolicy restartPolicy, Duration timeout, Recovery recovery) {
    /**
     * The groups of a state that declares none, in start order; they are Pantavisor's.
     */
    public static final List<Group> DEFAULTS = List.of(
            new Group("data", StatusGoal.MOUNTED, RestartPolicy.SYSTEM, Duration.ofSeconds(30), Recovery.NO),
            new Group("root", StatusGoal.STARTED, RestartPolicy.SYSTEM, Duration.ofSeconds(30), Recovery.NO),
            new Group("platform", StatusGoal.STARTED, RestartPolicy.SYSTEM, Duration.ofSeconds(30), Recovery.NO),
            new Group("app", StatusGoal.STARTED, RestartPolicy.CONTAINER, Duration.ofSeconds(30),
                    new Recovery(Recovery.Policy.ON_FAILURE, 5, Duration.ofSeconds(5), 2, Duration.ZERO, Duration.ofSeconds(30),
                            new Recovery.Exhausted.Reboot())));

    /** The timeout of a group that names none. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(120);

    /** Checks that every part is there. */
    public Group {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(statusGoal, "statusGoal is null");
        Objects.requireNonNull(restartPolicy, "restartPolicy is null");
        Objects.requireNonNull(timeout, "timeout is null");
        Objects.requireNonNull(recovery, "recovery is null");
    }
}
