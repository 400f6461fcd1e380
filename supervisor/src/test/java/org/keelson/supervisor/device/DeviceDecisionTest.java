package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.backend.ContainerExit;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.Aftermath;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerSamples;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.container.EndCause;
import org.keelson.supervisor.container.Obstacle;
import org.keelson.supervisor.device.DeviceState.Mode;

/** The order in which groups start and stop, and what ends the device. */
class DeviceDecisionTest {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final List<ContainerState> STATES = ContainerSamples.STATES;
    private static final ContainerEvent EXITED = new ContainerEvent.LauncherExited(new ContainerExit.Exited(3));

    private Blueprint blueprint;
    private DeviceState state;
    private long now = 1_000;

    private void plan(Plan plan) {
        blueprint = plan.blueprint();
        state = DeviceState.initial(blueprint, Set.of());
    }

    private List<Effect> tell(DeviceEvent event) {
        DeviceDecision decision = DeviceDecision.decide(state, event, new DeviceDecision.Facts(blueprint, now, GRACE));
        state = decision.next();
        return decision.effects();
    }

    private List<Effect> tell(String container, ContainerEvent... events) {
        List<Effect> effects = new ArrayList<>();
        for (ContainerEvent event : events) {
            effects.addAll(tell(new DeviceEvent.OfContainer(container, event)));
        }
        return effects;
    }

    /** In start order. */
    private List<ContainerState> states() {
        return state.containers().values().stream().map(ContainerLife::state).toList();
    }

    private List<Effect> begin(Plan plan) {
        plan(plan);
        return tell(new DeviceEvent.Begun());
    }

    /** From Preparing to Started; the launcher has this pid, its init the next. */
    private List<Effect> start(String container, int launcher) {
        return tell(container, new ContainerEvent.Prepared(), new ContainerEvent.Launched(launcher),
                new ContainerEvent.Hello(launcher + 1), new ContainerEvent.Executed());
    }

    private List<Effect> exit(String container) {
        return tell(container, EXITED, new ContainerEvent.CleanedUp(List.of()));
    }

    private List<Effect> preparation(String container) {
        return List.of(new Effect.Prepare(container), new Effect.WakeAt(now + 30_000));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private List<Effect> starting(String container) {
        return List.of(new Effect.Launch(container), new Effect.WakeAt(now + 90_000), new Effect.Go(container));
    }

    private static Plan two() {
        return new Plan().group("first", Plan.app("a")).group("second", Plan.app("b"));
    }

    @Test
    void firstGroupIsPreparedAndLaterOnesAreHeld() {
        List<Effect> effects = begin(new Plan().group("first", Plan.app("a"), Plan.app("b")).group("second", Plan.app("c")));

        assertEquals(joined(preparation("a"), preparation("b")), effects);
        assertEquals(List.of(new ContainerState.Preparing(Optional.empty()), new ContainerState.Preparing(Optional.empty()),
                new ContainerState.Blocked(new Obstacle.OfGroup("first"))), states());
    }

    @Test
    void nextGroupIsPreparedWhenEveryMemberReachedItsGoal() {
        begin(new Plan().group("first", Plan.app("a"), Plan.app("b")).group("second", Plan.app("c")));

        List<Effect> afterOne = start("a", 100);
        List<Effect> afterBoth = start("b", 200);

        assertEquals(starting("a"), afterOne);
        assertEquals(joined(starting("b"), preparation("c")), afterBoth);
    }

    @Test
    void groupWithoutContainersHoldsNothingBack() {
        List<Effect> effects = begin(new Plan().group("empty").group("second", Plan.app("b")));

        assertEquals(preparation("b"), effects);
    }

    @Test
    void mountedContainerReachesItsGoalWithoutALauncher() {
        begin(new Plan().group("data", Plan.container("d", StatusGoal.MOUNTED, RestartPolicy.SYSTEM)).group("app", Plan.app("a")));

        List<Effect> effects = tell("d", new ContainerEvent.Prepared());

        assertEquals(preparation("a"), effects);
        assertEquals(new ContainerState.Mounted(), state.life("d").state());
    }

    @Test
    void startedContainerThatMustBeReadyHoldsTheNextGroupBackUntilItSaysSo() {
        begin(new Plan().group("first", Plan.container("r", StatusGoal.READY, RestartPolicy.CONTAINER)).group("second", Plan.app("b")));

        List<Effect> started = start("r", 100);
        List<Effect> ready = tell("r", new ContainerEvent.BecameReady());

        assertEquals(starting("r"), started);
        assertEquals(preparation("b"), ready);
    }

    @Test
    void groupStartsWhenTheOneBeforeItHasTimedOut() {
        begin(new Plan().group("first", Plan.container("r", StatusGoal.READY, RestartPolicy.CONTAINER)).group("second", Plan.app("b")));
        start("r", 100);

        now += 29_999;
        List<Effect> before = tell(new DeviceEvent.TimePassed());
        now += 1;
        List<Effect> atDeadline = tell(new DeviceEvent.TimePassed());

        assertEquals(List.of(), before);
        assertEquals(preparation("b"), atDeadline);
    }

    @Test
    void memberThatEndedHoldsNothingBack() {
        begin(two());
        tell("a", new ContainerEvent.Prepared(), new ContainerEvent.Launched(100));

        List<Effect> exited = tell("a", EXITED);
        List<Effect> clean = tell("a", new ContainerEvent.CleanedUp(List.of()));

        assertEquals(List.of(new Effect.CleanUp("a")), exited);
        assertEquals(preparation("b"), clean);
    }

    @Test
    void laterGroupGoesOnWhenAnEarlierContainerRebootsItself() {
        begin(two());
        start("a", 100);

        List<Effect> rebooted = tell("a", new ContainerEvent.Hello(105));
        List<Effect> effects = start("b", 200);

        assertEquals(List.of(new Effect.Go("a"), new Effect.WakeAt(91_000), new Effect.WakeAt(31_000)), rebooted);
        assertEquals(starting("b"), effects);
    }

    @Test
    void goalsAreReportedOnceWhenTheLastOneIsReached() {
        begin(two());
        start("a", 100);

        List<Effect> last = start("b", 200);
        List<Effect> rebooted = tell("a", new ContainerEvent.Hello(105), new ContainerEvent.Executed());

        assertEquals(joined(starting("b"), List.of(new Effect.ReportGoals())), last);
        assertEquals(List.of(new Effect.Go("a"), new Effect.WakeAt(91_000), new Effect.WakeAt(31_000)), rebooted);
    }

    @Test
    void goalsAreReportedLateIfTheyAreReachedAfterTheirTimeout() {
        begin(new Plan().group("only", Plan.container("r", StatusGoal.READY, RestartPolicy.CONTAINER)));
        start("r", 100);
        now += 40_000;
        tell(new DeviceEvent.TimePassed());

        List<Effect> effects = tell("r", new ContainerEvent.BecameReady());

        assertEquals(List.of(new Effect.ReportGoals()), effects);
    }

    @Test
    void goalsOfARevisionWithoutContainersAreReachedAtOnce() {
        assertEquals(List.of(new Effect.ReportGoals()), begin(new Plan().group("empty")));
    }

    @Test
    void containerThatCouldNotBeStartedLeavesTheGoalsUnreported() {
        begin(two());
        tell("a", new ContainerEvent.PrepareFailed("no"), new ContainerEvent.CleanedUp(List.of()));

        List<Effect> effects = start("b", 200);

        assertEquals(starting("b"), effects);
    }

    @Test
    void containerThatRanAndEndedLeavesTheGoalsToTheOthers() {
        begin(two());
        start("a", 100);
        exit("a");

        List<Effect> effects = start("b", 200);

        assertEquals(joined(starting("b"), List.of(new Effect.ReportGoals())), effects);
    }

    @Test
    void groupsStopInReverseOrderAndTheMachineEndsWhenNoneIsLeft() {
        begin(two());
        start("a", 100);
        start("b", 200);

        List<Effect> requested = tell(new DeviceEvent.EndRequested(EndAction.POWER_OFF));
        List<Effect> lastExited = tell("b", EXITED);
        List<Effect> lastClean = tell("b", new ContainerEvent.CleanedUp(List.of()));
        List<Effect> firstExited = tell("a", EXITED);
        List<Effect> firstClean = tell("a", new ContainerEvent.CleanedUp(List.of()));

        assertEquals(List.of(new Effect.Halt("b", 200, 201), new Effect.WakeAt(6_000)), requested);
        assertEquals(List.of(new Effect.CleanUp("b")), lastExited);
        assertEquals(List.of(new Effect.Halt("a", 100, 101), new Effect.WakeAt(6_000)), lastClean);
        assertEquals(List.of(new Effect.CleanUp("a")), firstExited);
        assertEquals(List.of(new Effect.EndMachine(EndAction.POWER_OFF)), firstClean);
        ContainerState stopped = new ContainerState.Stopped(
                new End(EndCause.DEVICE, Optional.of(new ContainerExit.Exited(3))), Aftermath.NONE);
        assertEquals(List.of(stopped, stopped), states());
        assertEquals(new Mode.Ending(EndAction.POWER_OFF), state.mode());
    }

    @Test
    void membersOfAGroupAreStoppedTogether() {
        begin(new Plan().group("only", Plan.app("a"), Plan.app("b")));
        start("a", 100);
        start("b", 200);

        List<Effect> effects = tell(new DeviceEvent.EndRequested(EndAction.REBOOT));

        assertEquals(List.of(new Effect.Halt("a", 100, 101), new Effect.WakeAt(6_000),
                new Effect.Halt("b", 200, 201), new Effect.WakeAt(6_000)), effects);
    }

    @Test
    void containerThatDoesNotStopIsKilledWhenItsGraceIsOver() {
        begin(new Plan().group("only", Plan.app("a")));
        start("a", 100);
        tell(new DeviceEvent.EndRequested(EndAction.REBOOT));

        now += 4_999;
        List<Effect> before = tell(new DeviceEvent.TimePassed());
        now += 1;
        List<Effect> after = tell(new DeviceEvent.TimePassed());

        assertEquals(List.of(), before);
        assertEquals(List.of(new Effect.Kill("a", 100, 101), new Effect.WakeAt(11_000)), after);
    }

    @Test
    void secondEndRequestChangesNothing() {
        begin(new Plan().group("only", Plan.app("a")));
        start("a", 100);
        tell(new DeviceEvent.EndRequested(EndAction.POWER_OFF));
        DeviceState stopping = state;

        List<Effect> effects = tell(new DeviceEvent.EndRequested(EndAction.REBOOT));

        assertEquals(List.of(), effects);
        assertEquals(stopping, state);
    }

    @Test
    void nothingChangesAnyMoreOnceTheMachineEnds() {
        begin(new Plan().group("only", Plan.app("a")));
        start("a", 100);
        tell(new DeviceEvent.EndRequested(EndAction.POWER_OFF));
        exit("a");
        DeviceState ending = state;

        List<Effect> effects = tell("a", new ContainerEvent.StartOrdered());
        effects.addAll(tell(new DeviceEvent.Begun()));

        assertEquals(List.of(), effects);
        assertEquals(ending, state);
    }

    @Test
    void nothingMoreIsStartedWhileTheDeviceStops() {
        begin(two());
        tell("a", new ContainerEvent.Prepared(), new ContainerEvent.Launched(100));

        List<Effect> effects = tell(new DeviceEvent.EndRequested(EndAction.REBOOT));

        assertEquals(List.of(new Effect.Kill("a", 100, 0), new Effect.WakeAt(6_000)), effects);
        assertEquals(new ContainerState.Stopped(new End(EndCause.DEVICE, Optional.empty()), Aftermath.NONE), state.life("b").state());
    }

    @Test
    void machineEndsAtOnceWhenNothingWasStarted() {
        plan(two());

        List<Effect> effects = tell(new DeviceEvent.EndRequested(EndAction.POWER_OFF));

        assertEquals(List.of(new Effect.EndMachine(EndAction.POWER_OFF)), effects);
    }

    private record Death(ContainerEvent[] events) {}

    private static final List<Death> DEATHS = List.of(
            new Death(new ContainerEvent[] {new ContainerEvent.PrepareFailed("no")}),
            new Death(new ContainerEvent[] {new ContainerEvent.Prepared(), new ContainerEvent.LaunchFailed("no")}),
            new Death(new ContainerEvent[] {new ContainerEvent.Prepared(), new ContainerEvent.Launched(100), EXITED}),
            new Death(new ContainerEvent[] {new ContainerEvent.Prepared(), new ContainerEvent.Launched(100),
                new ContainerEvent.Hello(101), new ContainerEvent.ExecFailed("ENOENT"), EXITED}),
            new Death(new ContainerEvent[] {new ContainerEvent.Prepared(), new ContainerEvent.Launched(100),
                new ContainerEvent.Hello(101), new ContainerEvent.Executed(), EXITED}));

    @ParameterizedTest
    @FieldSource("DEATHS")
    void systemContainerThatDiesTakesTheDeviceToAReboot(Death death) {
        begin(new Plan().group("only", Plan.container("s", StatusGoal.STARTED, RestartPolicy.SYSTEM)));
        tell("s", death.events());

        List<Effect> effects = tell("s", new ContainerEvent.CleanedUp(List.of()));

        assertEquals(List.of(new Effect.EndMachine(EndAction.REBOOT)), effects);
    }

    @ParameterizedTest
    @FieldSource("DEATHS")
    void containerOfItsOwnPolicyDiesWithoutTheDevice(Death death) {
        begin(new Plan().group("only", Plan.app("c")));
        tell("c", death.events());

        tell("c", new ContainerEvent.CleanedUp(List.of()));

        assertEquals(new Mode.Running(), state.mode());
    }

    @Test
    void rebootForADeadSystemContainerStopsTheOthersInOrder() {
        begin(new Plan().group("first", Plan.container("s", StatusGoal.STARTED, RestartPolicy.SYSTEM)).group("second", Plan.app("b")));
        start("s", 100);
        start("b", 200);

        List<Effect> effects = exit("s");

        assertEquals(List.of(new Effect.CleanUp("s"), new Effect.WakeAt(31_000), new Effect.Halt("b", 200, 201), new Effect.WakeAt(6_000)),
                effects);
        assertEquals(List.of(new Effect.CleanUp("b"), new Effect.EndMachine(EndAction.REBOOT)), exit("b"));
    }

    @ParameterizedTest
    @EnumSource(EndAction.class)
    void everyPhaseOfAStartCanBeStopped(EndAction action) {
        for (ContainerState phase : STATES) {
            plan(new Plan().group("only", Plan.app("a")));
            state = new DeviceState(state.mode(), Map.of("a", ContainerSamples.life(phase)), false);

            List<Effect> effects = new ArrayList<>(tell(new DeviceEvent.EndRequested(action)));
            effects.addAll(tell("a", new ContainerEvent.Prepared(), new ContainerEvent.Launched(200), EXITED));
            effects.addAll(tell("a", new ContainerEvent.CleanedUp(List.of())));

            assertEquals(new Effect.EndMachine(action), effects.getLast(), phase::toString);
            assertEquals(new Mode.Ending(action), state.mode(), phase::toString);
        }
    }

    @Test
    void lateAnswerForAContainerThatIsGoneChangesNothing() {
        begin(two());
        DeviceState before = state;

        List<Effect> effects = tell("gone", new ContainerEvent.Prepared());

        assertEquals(List.of(), effects);
        assertEquals(before, state);
    }

    @Test
    void everyEventIsAnsweredInEveryState() {
        blueprint = two().blueprint();
        List<Mode> modes = List.of(new Mode.Running(), new Mode.Stopping(EndAction.REBOOT), new Mode.Ending(EndAction.POWER_OFF));
        List<DeviceEvent> events = new ArrayList<>(
                List.of(new DeviceEvent.Begun(), new DeviceEvent.TimePassed(), new DeviceEvent.EndRequested(EndAction.REBOOT)));
        ContainerSamples.EVENTS.forEach(event -> events.add(new DeviceEvent.OfContainer("a", event)));

        for (Mode mode : modes) {
            for (ContainerState first : STATES) {
                for (ContainerState second : STATES) {
                    for (DeviceEvent event : events) {
                        Map<String, ContainerLife> containers = new LinkedHashMap<>();
                        containers.put("a", ContainerSamples.life(first));
                        containers.put("b", ContainerSamples.life(second));
                        state = new DeviceState(mode, containers, false);
                        tell(event);
                        assertEquals(List.of("a", "b"), List.copyOf(state.containers().keySet()));
                    }
                }
            }
        }
    }
}
