package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keelson.config.state.Container;
import org.keelson.config.state.Group;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.RevisionState;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.ContainerSamples;
import org.keelson.supervisor.container.ContainerState;
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
        assertEquals(new Blueprint("7", List.of(
                new Blueprint.Members(DATA, List.of(FILES)),
                new Blueprint.Members(EMPTY, List.of()),
                new Blueprint.Members(APP, List.of(WEB, API)))), BLUEPRINT);
    }

    @Test
    void containersAreListedInStartOrder() {
        assertEquals(List.of(FILES, WEB, API), BLUEPRINT.containers());
    }

    @Test
    void containerIsFoundByName() {
        assertEquals(API, BLUEPRINT.container("api"));
        assertThrows(IllegalArgumentException.class, () -> BLUEPRINT.container("nobody"));
    }

    @Test
    void deviceBeginsWithEverythingInstalledInStartOrder() {
        DeviceState state = DeviceState.initial(BLUEPRINT);

        assertEquals(List.of("files", "web", "api"), List.copyOf(state.containers().keySet()));
        assertEquals(new DeviceState(new Mode.Running(), Map.of("files", new ContainerState.Installed(), "web",
                new ContainerState.Installed(), "api", new ContainerState.Installed()), false), state);
    }
}
