package org.keelson.supervisor.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A container as the control sockets show it.
 *
 * @param name its name
 * @param group its group's name
 * @param status Pantavisor's word for what it is, for example {@code STARTED}
 * @param statusGoal Pantavisor's word for what it is to become
 * @param restartPolicy {@code system} or {@code container}
 * @param roles for example {@code mgmt}
 * @param run its processes, while it has any
 * @param exit how it ended last, for example {@code exit 3} or {@code signal 9}
 * @param goalReached true once its status goal was reached
 * @param recovery what follows when it ends by itself, and how often that was; nothing if it is left then
 * @param userStopped true if a user stopped it
 * @param starts how often it was started since the device booted
 * @param health {@code starting}, {@code healthy} or {@code unhealthy}; nothing without a health check
 * @param waitingFor what holds it back, for example {@code container db}, if something does
 */
public record ContainerView(
        String name,
        String group,
        String status,
        String statusGoal,
        String restartPolicy,
        List<String> roles,
        Run run,
        Optional<String> exit,
        boolean goalReached,
        Optional<RecoveryView> recovery,
        boolean userStopped,
        int starts,
        Optional<String> health,
        Optional<String> waitingFor) {
    /**
     * The processes of a container.
     *
     * @param pid its first process, as the host sees it
     * @param launcher the process that runs liblxc for it
     * @param uptimeMillis since its program was executed, in milliseconds
     */
    public record Run(OptionalInt pid, OptionalInt launcher, OptionalLong uptimeMillis) {
        /** Of a container that has none. */
        public static final Run NONE = new Run(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());
    }

    /**
     * Recovery as Pantavisor shows it.
     *
     * @param policy {@code always}, {@code on-failure} or {@code unless-stopped}
     * @param maxRetries 0 for without end
     * @param currentRetries how many were used up
     * @param stableTimeout how long it has to keep its goal to be stable
     * @param stable true if it is
     * @param backoffPolicy {@code reboot}, {@code never}, or a number of seconds as {@code 90s}
     */
    public record RecoveryView(String policy, int maxRetries, int currentRetries, Duration stableTimeout, boolean stable,
            String backoffPolicy) {}

    /** Copies the list. */
    public ContainerView {
        roles = List.copyOf(roles);
    }
}
