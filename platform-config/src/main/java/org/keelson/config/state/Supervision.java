package org.keelson.config.state;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a container is kept: what it waits for, how it is watched, what follows when it ends, how it is stopped.
 *
 * @param recovery what follows when it ends by itself
 * @param dependsOn what must be there before it is started; without cycles
 * @param health how it is asked whether it is well
 * @param stop how it is stopped
 */
public record Supervision(Recovery recovery, List<Dependency> dependsOn, Optional<Health> health, Stop stop) {
    /** Started with its group, left when it ends. */
    public static final Supervision NONE = new Supervision(Recovery.NO, List.of(), Optional.empty(), Stop.DEFAULT);

    /** Checks that every part is there and copies the list. */
    public Supervision {
        Objects.requireNonNull(recovery, "recovery is null");
        dependsOn = List.copyOf(dependsOn);
        Objects.requireNonNull(health, "health is null");
        Objects.requireNonNull(stop, "stop is null");
    }
}
