package org.keelson.supervisor.device.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.device.DeviceEvent;
import org.keelson.supervisor.device.DeviceState;

/** Which events were seen in which states. */
final class Coverage {
    private static final List<Class<?>> STATES = List.of(ContainerState.class.getPermittedSubclasses());
    private static final List<Class<?>> EVENTS = List.of(ContainerEvent.class.getPermittedSubclasses());
    private static final Map<Class<?>, Integer> PLACES = new HashMap<>();
    private static final int TIME_PASSED;
    private static final int ALLOWED;
    private static final int HELD;
    private static final int STOP;

    static {
        STATES.forEach(state -> PLACES.put(state, STATES.indexOf(state)));
        EVENTS.forEach(event -> PLACES.put(event, EVENTS.indexOf(event)));
        TIME_PASSED = PLACES.get(ContainerEvent.TimePassed.class);
        ALLOWED = PLACES.get(ContainerEvent.StartAllowed.class);
        HELD = PLACES.get(ContainerEvent.Held.class);
        STOP = PLACES.get(ContainerEvent.StopRequested.class);
    }

    private final long[][] seen = new long[STATES.size()][EVENTS.size()];

    void decided(DeviceEvent event, DeviceState before, DeviceState after) {
        if (event instanceof DeviceEvent.OfContainer(String name, ContainerEvent what)) {
            add(before.life(name).state(), PLACES.get(what.getClass()));
        }
        boolean time = event instanceof DeviceEvent.TimePassed;
        before.containers().forEach((name, life) -> {
            ContainerLife next = after.life(name);
            if (time) {
                add(life.state(), TIME_PASSED);
            }
            if (next != life) {
                inner(life.state(), next.state(), after.mode() instanceof DeviceState.Mode.Running);
            }
        });
    }

    /** What the device tells its containers shows in what they do. */
    private void inner(ContainerState before, ContainerState after, boolean running) {
        boolean waits = before instanceof ContainerState.Installed || before instanceof ContainerState.Blocked;
        if (waits && running) {
            if (after instanceof ContainerState.Blocked) {
                add(before, HELD);
            } else if (after instanceof ContainerState.Preparing || after instanceof ContainerState.Listening) {
                add(before, ALLOWED);
            }
        } else if (!running && !before.equals(after) && after.toString().contains("DEVICE")) {
            add(before, STOP);
        }
    }

    private void add(ContainerState state, int event) {
        seen[PLACES.get(state.getClass())][event]++;
    }

    void add(Coverage other) {
        for (int s = 0; s < seen.length; s++) {
            for (int e = 0; e < seen[s].length; e++) {
                seen[s][e] += other.seen[s][e];
            }
        }
    }

    /** How many there are at all. */
    static int all() {
        return STATES.size() * EVENTS.size();
    }

    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (int s = 0; s < seen.length; s++) {
            for (int e = 0; e < seen[s].length; e++) {
                if (seen[s][e] == 0) {
                    missing.add(STATES.get(s).getSimpleName() + " + " + EVENTS.get(e).getSimpleName());
                }
            }
        }
        return missing;
    }
}
