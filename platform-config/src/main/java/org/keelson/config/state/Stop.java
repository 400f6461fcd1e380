package org.keelson.config.state;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a container is stopped.
 *
 * @param signal the number of the signal that asks for it; else the LXC configuration's, else one that its init handles
 * @param grace how long it may take before it is killed; else the device's setting
 */
public record Stop(OptionalInt signal, Optional<Duration> grace) {
    /** As the LXC configuration and the settings have it. */
    public static final Stop DEFAULT = new Stop(OptionalInt.empty(), Optional.empty());

    /** Checks that both are there. */
    public Stop {
        Objects.requireNonNull(signal, "signal is null");
        Objects.requireNonNull(grace, "grace is null");
    }
}
