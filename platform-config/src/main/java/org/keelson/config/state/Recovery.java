package org.keelson.config.state;

import java.time.Duration;
import java.util.Objects;

/**
 * What follows when a container ends by itself: {@code auto_recovery} of a container or a group.
 *
 * @param policy whether it is started again
 * @param maxRetries how often in a row; 0 for without end
 * @param retryDelay how long before the first retry
 * @param backoffFactor by how much each further delay is longer; at most 1 for no growth
 * @param resetWindow a run that began longer ago than this clears the count of retries; zero for never
 * @param stableTimeout a container that keeps its goal for so long is stable, which clears the count as well; with zero it is stable at
 *        once, which clears nothing
 * @param exhausted what follows when the retries are used up
 */
public record Recovery(
        Policy policy,
        int maxRetries,
        Duration retryDelay,
        double backoffFactor,
        Duration resetWindow,
        Duration stableTimeout,
        Exhausted exhausted) {
    /** Never started again. */
    public static final Recovery NO =
            new Recovery(Policy.NO, 0, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO, new Exhausted.Reboot());

    /** When a container is started again. */
    public enum Policy {
        NO, ALWAYS, ON_FAILURE, UNLESS_STOPPED
    }

    /** What follows when the retries are used up: {@code backoff_policy}. */
    public sealed interface Exhausted {
        /** The device reboots. */
        record Reboot() implements Exhausted {}

        /** The container stays as it is. */
        record Never() implements Exhausted {}

        /** It rests for so long, then it has all its retries again. */
        record Pause(Duration length) implements Exhausted {}
    }

    /** Checks that every part is there. */
    public Recovery {
        Objects.requireNonNull(policy, "policy is null");
        Objects.requireNonNull(retryDelay, "retryDelay is null");
        Objects.requireNonNull(resetWindow, "resetWindow is null");
        Objects.requireNonNull(stableTimeout, "stableTimeout is null");
        Objects.requireNonNull(exhausted, "exhausted is null");
    }
}
