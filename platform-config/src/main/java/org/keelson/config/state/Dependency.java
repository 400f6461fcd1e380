package org.keelson.config.state;

import java.util.Objects;

/**
 * A container that must have got somewhere before another one is started.
 *
 * @param container its name; a container of the same revision
 * @param status where it must have got
 */
public record Dependency(String container, StatusGoal status) {
    /** Checks that both are there. */
    public Dependency {
        Objects.requireNonNull(container, "container is null");
        Objects.requireNonNull(status, "status is null");
    }
}
