package org.keelson.supervisor.control;

import java.time.Duration;
import java.util.Optional;

/**
 * A group as the control sockets show it.
 *
 * @param name its name
 * @param statusGoal Pantavisor's word for what its containers are to become
 * @param restartPolicy {@code system} or {@code container}
 * @param status Pantavisor's word for what all of its containers are at least
 * @param recovery what follows when a container ends by itself that says nothing about it; nothing if it is left then
 */
public record GroupView(String name, String statusGoal, String restartPolicy, String status, Optional<RecoveryView> recovery) {
    /**
     * Recovery of a group as Pantavisor shows it.
     *
     * @param maxRetries 0 for without end
     * @param stableTimeout how long a container has to keep its goal to be stable
     * @param backoffPolicy {@code reboot}, {@code never}, or a number of seconds as {@code 90s}
     */
    public record RecoveryView(int maxRetries, Duration stableTimeout, String backoffPolicy) {}
}
