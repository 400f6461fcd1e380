package org.keelson.supervisor.device;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.keelson.config.state.Container;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.EndAction;

/**
 * Where the device is.
 *
 * @param mode running, or on its way out
 * @param containers each container's life, in start order
 * @param goalsReported true once every goal was reached
 */
public record DeviceState(Mode mode, Map<String, ContainerLife> containers, boolean goalsReported) {
    /** Running, or on its way out. */
    public sealed interface Mode {
        /** Containers are kept running. */
        record Running() implements Mode {}

        /** Containers are stopped, the last group first. */
        record Stopping(EndAction action) implements Mode {}

        /** Nothing runs any more; the machine is ending. */
        record Ending(EndAction action) implements Mode {}
    }

    public DeviceState {
        containers = Collections.unmodifiableMap(new LinkedHashMap<>(containers));
    }

    /**
     * Everything installed, nothing started.
     *
     * @param stopped containers that a user had stopped before, and that are to stay so
     */
    public static DeviceState initial(Blueprint blueprint, Set<String> stopped) {
        Map<String, ContainerLife> containers = new LinkedHashMap<>();
        for (Container container : blueprint.containers()) {
            String name = container.name();
            containers.put(name, stopped.contains(name) ? ContainerLife.stopped() : ContainerLife.initial(container));
        }
        return new DeviceState(new Mode.Running(), containers, false);
    }

    /** A container's life; it must exist. */
    public ContainerLife life(String container) {
        ContainerLife life = containers.get(container);
        if (life == null) {
            throw new IllegalArgumentException("no such container: " + container);
        }
        return life;
    }
}
