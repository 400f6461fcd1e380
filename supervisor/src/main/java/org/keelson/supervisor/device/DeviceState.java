package org.keelson.supervisor.device;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keelson.config.state.Container;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.EndAction;

/**
 * Where the device is.
 *
 * @param mode running, or on its way out
 * @param containers each container's state, in start order
 * @param goalsReported true once every goal was reached
 */
public record DeviceState(Mode mode, Map<String, ContainerState> containers, boolean goalsReported) {
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

    /** Everything installed, nothing started. */
    public static DeviceState initial(Blueprint blueprint) {
        Map<String, ContainerState> containers = new LinkedHashMap<>();
        for (Container container : blueprint.containers()) {
            containers.put(container.name(), new ContainerState.Installed());
        }
        return new DeviceState(new Mode.Running(), containers, false);
    }
}
