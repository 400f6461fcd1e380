package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Group;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.Role;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.supervisor.container.Aftermath;
import org.keelson.supervisor.container.Attempts;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerSamples;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.EndCause;
import org.keelson.supervisor.container.GoalTimer;
import org.keelson.supervisor.container.Obstacle;
import org.keelson.supervisor.container.Vitals;
import org.keelson.supervisor.container.Wish;
import org.keelson.supervisor.control.ContainerView;
import org.keelson.supervisor.control.GroupView;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.device.DeviceState;

/** Lives as the control sockets show them. */
class ViewsTest {
    private static final long NOW = 50_000;
    private static final GoalTimer REACHED = new GoalTimer.Reached(20_000);
    private static final GoalTimer WAITING = new GoalTimer.Waiting(60_000);
    private static final ContainerState STARTED = new ContainerState.Started(100, 101, 20_000, Optional.empty());
    private static final ContainerState INSTALLED = new ContainerState.Installed();
    private static final End CRASHED = new End(EndCause.ITSELF, Optional.of(ContainerSamples.CRASH));

    private static Recovery recovery(Recovery.Policy policy, Recovery.Exhausted exhausted) {
        return new Recovery(policy, 5, Duration.ofSeconds(5), 2, Duration.ZERO, Duration.ofSeconds(30), exhausted);
    }

    private static Container container(Recovery recovery) {
        return ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER,
                new Supervision(recovery, List.of(), Optional.empty(), Stop.DEFAULT), Execution.PLAIN);
    }

    private static ContainerLife life(ContainerState state, GoalTimer goal) {
        return new ContainerLife(state, Wish.RUN, new Attempts(3, 2, 20_000), goal);
    }

    private static ContainerView view(Container container, ContainerLife life) {
        Blueprint blueprint = new Blueprint("7", List.of(new Blueprint.Members(group(Recovery.NO), List.of(container))));
        DeviceState state = new DeviceState(new DeviceState.Mode.Running(), Map.of("web", life), false);
        return Views.containers(blueprint, state, NOW).getFirst();
    }

    private static ContainerView view(ContainerState state) {
        return view(container(Recovery.NO), life(state, new GoalTimer.Idle()));
    }

    private static Group group(Recovery recovery) {
        return new Group("app", StatusGoal.READY, RestartPolicy.CONTAINER, Duration.ofSeconds(30), recovery);
    }

    @Test
    void runningContainerIsShownWithItsProcessesAndItsUptime() {
        assertEquals(new ContainerView("web", "app", "STARTED", "STARTED", "container", List.of(),
                new ContainerView.Run(OptionalInt.of(101), OptionalInt.of(100), OptionalLong.of(30_000)), Optional.empty(), true,
                Optional.empty(), false, 3, Optional.empty(), Optional.empty()), view(container(Recovery.NO), life(STARTED, REACHED)));
    }

    @Test
    void containerThatDidNotBeginIsShownWithNothing() {
        assertEquals(new ContainerView("web", "app", "INSTALLED", "STARTED", "container", List.of(), ContainerView.Run.NONE,
                Optional.empty(), false, Optional.empty(), false, 0, Optional.empty(), Optional.empty()),
                view(container(Recovery.NO), ContainerLife.initial(container(Recovery.NO))));
    }

    @Test
    void containerThatEndedIsShownWithItsExit() {
        assertEquals(Optional.of("signal 11 (core dumped)"), view(new ContainerState.Stopped(CRASHED, Aftermath.REPORT)).exit());
        assertEquals(Optional.of("signal 11 (core dumped)"), view(new ContainerState.Recovering(60_000, CRASHED)).exit());
        assertEquals(Optional.empty(), view(new ContainerState.Stopped(new End(EndCause.USER_STOP, Optional.empty()),
                Aftermath.NONE)).exit());
    }

    @Test
    void uptimeIsThatOfAReadyContainerToo() {
        assertEquals(OptionalLong.of(30_000), view(new ContainerState.Ready(100, 101, 20_000, Optional.empty())).run().uptimeMillis());
    }

    @Test
    void rolesAndPolicyAreWrittenAsInTheState() {
        Container mgmt = new Container("web", "app", StatusGoal.READY, RestartPolicy.SYSTEM, Optional.empty(), Optional.empty(), List.of(),
                List.of(), Set.of(Role.MGMT), false, false, List.of(), Duration.ofSeconds(30), Supervision.NONE, Execution.PLAIN);

        ContainerView view = view(mgmt, life(STARTED, WAITING));

        assertEquals(List.of("mgmt"), view.roles());
        assertEquals("system", view.restartPolicy());
        assertEquals("READY", view.statusGoal());
    }

    private record Waiting(ContainerState state, Optional<String> expected) {}

    private static final List<Waiting> WAITS = List.of(
            new Waiting(new ContainerState.Blocked(new Obstacle.OfGroup("root")), Optional.of("group root")),
            new Waiting(new ContainerState.Blocked(new Obstacle.OfContainer("db")), Optional.of("container db")),
            new Waiting(new ContainerState.Listening(), Optional.of("a connection")),
            new Waiting(INSTALLED, Optional.empty()),
            new Waiting(STARTED, Optional.empty()));

    @ParameterizedTest
    @FieldSource("WAITS")
    void whatAContainerWaitsForIsShown(Waiting row) {
        assertEquals(row.expected(), view(row.state()).waitingFor());
    }

    @Test
    void healthIsShownOfAContainerThatIsAsked() {
        for (Vitals.Verdict verdict : Vitals.Verdict.values()) {
            Optional<Vitals> vitals = Optional.of(new Vitals(verdict, 0, false, 60_000));

            assertEquals(Optional.of(verdict.word()), view(new ContainerState.Started(100, 101, 20_000, vitals)).health());
            assertEquals(Optional.of(verdict.word()), view(new ContainerState.Ready(100, 101, 20_000, vitals)).health());
        }
        assertEquals(Optional.empty(), view(STARTED).health());
    }

    @Test
    void containerThatAUserStoppedIsShownAsSuch() {
        ContainerLife stopped = new ContainerLife(STARTED, Wish.STOP, Attempts.NONE, new GoalTimer.Idle());

        assertEquals(true, view(container(Recovery.NO), stopped).userStopped());
        assertEquals(false, view(STARTED).userStopped());
    }

    private record RecoveryRow(Recovery.Policy policy, Recovery.Exhausted exhausted, String policyWord, String exhaustedWord) {}

    private static final List<RecoveryRow> RECOVERIES = List.of(
            new RecoveryRow(Recovery.Policy.ALWAYS, new Recovery.Exhausted.Reboot(), "always", "reboot"),
            new RecoveryRow(Recovery.Policy.ON_FAILURE, new Recovery.Exhausted.Never(), "on-failure", "never"),
            new RecoveryRow(Recovery.Policy.UNLESS_STOPPED, new Recovery.Exhausted.Pause(Duration.ofMinutes(10)), "unless-stopped", "600s"));

    @ParameterizedTest
    @FieldSource("RECOVERIES")
    void recoveryIsShownWithItsRetries(RecoveryRow row) {
        Container container = container(recovery(row.policy(), row.exhausted()));

        assertEquals(Optional.of(new ContainerView.RecoveryView(row.policyWord(), 5, 2, Duration.ofSeconds(30), true, row.exhaustedWord())),
                view(container, life(STARTED, REACHED)).recovery());
        assertEquals(false, view(container, life(STARTED, new GoalTimer.Reached(NOW - 29_999))).recovery().orElseThrow().stable());
        assertEquals(false, view(container, life(STARTED, WAITING)).recovery().orElseThrow().stable());
    }

    private record GroupRow(List<ContainerLife> members, String status) {}

    private static final List<GroupRow> GROUPS = List.of(
            new GroupRow(List.of(), "READY"),
            new GroupRow(List.of(life(STARTED, REACHED)), "READY"),
            new GroupRow(List.of(life(STARTED, REACHED), life(STARTED, WAITING)), "STARTED"),
            new GroupRow(List.of(life(STARTED, WAITING), life(INSTALLED, new GoalTimer.Idle())), "INSTALLED"),
            new GroupRow(List.of(life(STARTED, WAITING), life(new ContainerState.Blocked(new Obstacle.OfGroup("root")), WAITING)), "BLOCKED"),
            new GroupRow(List.of(life(new ContainerState.Recovering(60_000, CRASHED), WAITING), life(STARTED, REACHED)), "RECOVERING"),
            new GroupRow(List.of(life(new ContainerState.Stopped(CRASHED, Aftermath.REPORT), new GoalTimer.Idle())), "STOPPED"));

    @ParameterizedTest
    @FieldSource("GROUPS")
    void groupIsReadyOrAsFarAsTheLeastOfThoseThatHaveNotReachedTheirGoal(GroupRow row) {
        List<Container> members = new ArrayList<>();
        Map<String, ContainerLife> lives = new LinkedHashMap<>();
        row.members().forEach(life -> {
            String name = "c" + members.size();
            members.add(ContainerSamples.container(name, "app", StatusGoal.STARTED, RestartPolicy.CONTAINER));
            lives.put(name, life);
        });
        Blueprint blueprint = new Blueprint("7", List.of(new Blueprint.Members(group(Recovery.NO), members)));

        assertEquals(List.of(new GroupView("app", "READY", "container", row.status(), Optional.empty())),
                Views.groups(blueprint, new DeviceState(new DeviceState.Mode.Running(), lives, false)));
    }

    @Test
    void recoveryOfAGroupIsShown() {
        Recovery recovery = recovery(Recovery.Policy.ALWAYS, new Recovery.Exhausted.Never());
        Blueprint blueprint = new Blueprint("7", List.of(new Blueprint.Members(group(recovery), List.of())));

        assertEquals(Optional.of(new GroupView.RecoveryView(5, Duration.ofSeconds(30), "never")),
                Views.groups(blueprint, DeviceState.initial(blueprint, Set.of())).getFirst().recovery());
    }
}
