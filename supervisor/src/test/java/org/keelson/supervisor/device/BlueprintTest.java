package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keelson.config.state.Container;
import org.keelson.config.state.Group;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.RevisionState;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.Attempts;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerSamples;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.GoalTimer;
import org.keelson.supervisor.container.Wish;
import org.keelson.supervisor.device.DeviceState.Mode;

/** A revision sorted into its groups. */
class BlueprintTest {
    private static final Group DATA = new Group("data", StatusGoal.MOUNTED, RestartPolicy.SYSTEM, Duration.ofSeconds(30), Recovery.NO);
    private static final Group EMPTY = new Group("root", StatusGoal.STARTED, RestartPolicy.SYSTEM, Duration.ofSeconds(30), Recovery.NO);
    private static final Group APP = new Group("app", StatusGoal.STARTED, RestartPolicy.CONTAINER, Duration.ofSeconds(30), Recovery.NO);
    private static final Container WEB = container("web", "app");
    private static final Container FILES = container("files", "data");
    private static final Container API = container("api", "app");
    private static final Blueprint BLUEPRINT = Blueprint.of("7", new RevisionState(
            List.of(DATA, EMPTY, APP), List.of(WEB, FILES, API), Map.of(), Map.of(), Optional.empty()));

    private static Container container(String name, String group) {
        return ContainerSamples.container(name, group, StatusGoal.STARTED, RestartPolicy.CONTAINER);
    }

    @Test
    void containersAreInTheirGroupsInTheOrderOfTheState() {
        assertEquals(List.of(
                new Blueprint.Members(DATA, List.of(FILES)),
                new Blueprint.Members(EMPTY, List.of()),
                new Blueprint.Members(APP, List.of(WEB, API))), BLUEPRINT.groups());
        assertEquals("7", BLUEPRINT.revision());
    }

    @Test
    void containersAreListedInStartOrder() {
        assertEquals(List.of(FILES, WEB, API), BLUEPRINT.containers());
    }

    @Test
    void containerIsFoundByName() {
        assertEquals(API, BLUEPRINT.container("api"));
        assertEquals(Optional.empty(), BLUEPRINT.find("nobody"));
        assertThrows(IllegalArgumentException.class, () -> BLUEPRINT.container("nobody"));
    }

    @Test
    void deviceBeginsWithEverythingInstalledInStartOrder() {
        DeviceState state = DeviceState.initial(BLUEPRINT, Set.of());

        ContainerLife installed = new ContainerLife(new ContainerState.Installed(), Wish.RUN, Attempts.NONE, new GoalTimer.Idle());
        assertEquals(List.of("files", "web", "api"), List.copyOf(state.containers().keySet()));
        assertEquals(new DeviceState(new Mode.Running(), Map.of("files", installed, "web", installed, "api", installed), false), state);
    }

    @Test
    void containerThatAUserHadStoppedBeginsStopped() {
        DeviceState state = DeviceState.initial(BLUEPRINT, Set.of("web", "of another revision"));

        assertEquals(List.of("installed", "stopped", "installed"),
                state.containers().values().stream().map(life -> life.state().word()).toList());
        assertEquals(Wish.STOP, state.life("web").wish());
    }
}
