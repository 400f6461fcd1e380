package org.keelson.supervisor.control;

import java.util.Optional;

/** What a user may want of a container. */
public enum ContainerAction {
    START, STOP, RESTART;

    /** The action of that exact name in {@code PUT /containers/{name}}. */
    static Optional<ContainerAction> named(String name) {
        return switch (name) {
            case "start" -> Optional.of(START);
            case "stop" -> Optional.of(STOP);
            case "restart" -> Optional.of(RESTART);
            default -> Optional.empty();
        };
    }
}
