package org.keelson.supervisor.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keelson.backend.ContainerExit;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndAction;

/** A device in virtual time, event by event; it begins with its first group. Grace 5 s; goal timeouts 30 s. */
final class DeviceBench {
    long now = 1_000;
    DeviceState state;

    private final Blueprint blueprint;
    private final List<Effect> effects = new ArrayList<>();
    private int nextPid = 100;

    DeviceBench(Plan plan, String... stopped) {
        blueprint = plan.blueprint();
        state = DeviceState.initial(blueprint, Set.of(stopped));
        tell(new DeviceEvent.Begun());
    }

    void tell(DeviceEvent event) {
        DeviceDecision decision =
                DeviceDecision.decide(state, event, new DeviceDecision.Facts(blueprint, now, Duration.ofSeconds(5)));
        state = decision.next();
        effects.addAll(decision.effects());
    }

    DeviceBench tell(String container, ContainerEvent... events) {
        for (ContainerEvent event : events) {
            tell(new DeviceEvent.OfContainer(container, event));
        }
        return this;
    }

    DeviceBench pass(long millis) {
        now += millis;
        tell(new DeviceEvent.TimePassed());
        return this;
    }

    /** From Preparing to Started. */
    DeviceBench start(String container) {
        int launcher = nextPid;
        nextPid += 100;
        return tell(container, new ContainerEvent.Prepared(), new ContainerEvent.Launched(launcher),
                new ContainerEvent.Hello(launcher + 1), new ContainerEvent.Executed());
    }

    DeviceBench end(String container, int code) {
        return tell(container, new ContainerEvent.LauncherExited(new ContainerExit.Exited(code)), new ContainerEvent.CleanedUp(List.of()));
    }

    DeviceBench stop() {
        tell(new DeviceEvent.EndRequested(EndAction.POWER_OFF));
        return this;
    }

    ContainerState state(String container) {
        return state.life(container).state();
    }

    /** The words of all containers' states, in start order. */
    String words() {
        return state.containers().values().stream().map(life -> life.state().word()).collect(Collectors.joining(" "));
    }

    /** The effects since the last call. */
    List<Effect> effects() {
        List<Effect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }
}
