package org.keelson.supervisor.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keelson.backend.ContainerExit;
import org.keelson.backend.ContainerExit.StartFailed;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.supervisor.container.ContainerDecision.Facts;
import org.keelson.supervisor.container.ContainerEvent.BecameReady;
import org.keelson.supervisor.container.ContainerEvent.CleanedUp;
import org.keelson.supervisor.container.ContainerEvent.ExecFailed;
import org.keelson.supervisor.container.ContainerEvent.Executed;
import org.keelson.supervisor.container.ContainerEvent.Held;
import org.keelson.supervisor.container.ContainerEvent.Hello;
import org.keelson.supervisor.container.ContainerEvent.LaunchFailed;
import org.keelson.supervisor.container.ContainerEvent.Launched;
import org.keelson.supervisor.container.ContainerEvent.LauncherExited;
import org.keelson.supervisor.container.ContainerEvent.PrepareFailed;
import org.keelson.supervisor.container.ContainerEvent.Prepared;
import org.keelson.supervisor.container.ContainerEvent.Probed;
import org.keelson.supervisor.container.ContainerEvent.RestartOrdered;
import org.keelson.supervisor.container.ContainerEvent.StartAllowed;
import org.keelson.supervisor.container.ContainerEvent.StartOrdered;
import org.keelson.supervisor.container.ContainerEvent.StopOrdered;
import org.keelson.supervisor.container.ContainerEvent.StopRequested;
import org.keelson.supervisor.container.ContainerEvent.TimePassed;
import org.keelson.supervisor.container.ContainerState.Blocked;
import org.keelson.supervisor.container.ContainerState.Cleaning;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.ContainerState.Executing;
import org.keelson.supervisor.container.ContainerState.Failing;
import org.keelson.supervisor.container.ContainerState.Installed;
import org.keelson.supervisor.container.ContainerState.Launching;
import org.keelson.supervisor.container.ContainerState.Mounted;
import org.keelson.supervisor.container.ContainerState.Preparing;
import org.keelson.supervisor.container.ContainerState.Ready;
import org.keelson.supervisor.container.ContainerState.Recovering;
import org.keelson.supervisor.container.ContainerState.Started;
import org.keelson.supervisor.container.ContainerState.Starting;
import org.keelson.supervisor.container.ContainerState.Stopped;
import org.keelson.supervisor.container.ContainerState.Stopping;

/** One container's machine: a row for each pair that means something, and all the others. */
class ContainerDecisionTest {
    private static final long NOW = 1_000;
    private static final long GIVE_UP_AT = NOW + 90_000;
    private static final long KILL_AT = NOW + 5_000;
    private static final ContainerExit EXIT = ContainerSamples.EXIT;
    private static final ContainerExit CRASH = ContainerSamples.CRASH;
    private static final StartFailed NOT_EXECUTED = ContainerSamples.NOT_EXECUTED;
    private static final Optional<EndCause> DEVICE = Optional.of(EndCause.DEVICE);
    private static final Obstacle DB = new Obstacle.OfContainer("db");
    private static final Obstacle ROOT = new Obstacle.OfGroup("root");

    private static final Effect PREPARE = new Effect.Prepare("web");
    private static final Effect LAUNCH = new Effect.Launch("web");
    private static final Effect GO = new Effect.Go("web");
    private static final Effect HALT = new Effect.Halt("web", 100, 101);
    private static final Effect CLEAN_UP = new Effect.CleanUp("web");
    private static final Effect WAKE_AT_GIVE_UP = new Effect.WakeAt(GIVE_UP_AT);
    private static final Effect WAKE_AT_KILL = new Effect.WakeAt(KILL_AT);

    private static Facts facts(StatusGoal goal) {
        return new Facts(ContainerSamples.container("web", "app", goal, RestartPolicy.CONTAINER), NOW, Duration.ofSeconds(5));
    }

    private static Effect kill(int init) {
        return new Effect.Kill("web", 100, init);
    }

    /** {@code goal} is that of the container, which has no recovery, no health check and no sockets. */
    private record Row(ContainerState state, ContainerEvent event, StatusGoal goal, ContainerState next, List<Effect> effects) {
        Row withGoal(StatusGoal other) {
            return new Row(state, event, other, next, effects);
        }

        @Override
        public String toString() {
            return state + " + " + event + " (" + goal + ")";
        }
    }

    private static Row row(ContainerState state, ContainerEvent event, ContainerState next, Effect... effects) {
        return new Row(state, event, StatusGoal.STARTED, next, List.of(effects));
    }

    private static ContainerState cleaning(EndCause cause, ContainerExit exit) {
        return new Cleaning(new End(cause, Optional.of(exit)));
    }

    private static ContainerState notStarted(String stage, String detail) {
        return cleaning(EndCause.ITSELF, new StartFailed(stage, detail));
    }

    private static ContainerState killed(int init) {
        return new Stopping(100, init, KILL_AT, true, EndCause.DEVICE);
    }

    static List<Row> rows() {
        return Stream.of(start(), launch(), run(), end()).flatMap(List::stream).toList();
    }

    private static List<Row> start() {
        ContainerState undone = new Cleaning(new End(EndCause.DEVICE, Optional.empty()));
        ContainerState neverStarted = new Stopped(new End(EndCause.DEVICE, Optional.empty()), Aftermath.NONE);
        return List.of(
                row(new Installed(), new StartAllowed(), new Preparing(Optional.empty()), PREPARE),
                row(new Installed(), new Held(ROOT), new Blocked(ROOT)),
                row(new Installed(), new StopRequested(), neverStarted),
                row(new Blocked(DB), new StartAllowed(), new Preparing(Optional.empty()), PREPARE),
                row(new Blocked(ROOT), new Held(DB), new Blocked(DB)),
                row(new Blocked(DB), new StopRequested(), neverStarted),
                row(new Preparing(Optional.empty()), new Prepared(), new Launching(GIVE_UP_AT, Optional.empty()), LAUNCH, WAKE_AT_GIVE_UP),
                row(new Preparing(Optional.empty()), new Prepared(), new Mounted()).withGoal(StatusGoal.MOUNTED),
                row(new Preparing(DEVICE), new Prepared(), undone, CLEAN_UP),
                row(new Preparing(DEVICE), new Prepared(), undone, CLEAN_UP).withGoal(StatusGoal.MOUNTED),
                row(new Preparing(Optional.empty()), new PrepareFailed("no"), notStarted("prepare", "no"), CLEAN_UP),
                row(new Preparing(DEVICE), new PrepareFailed("no"),
                        cleaning(EndCause.DEVICE, new StartFailed("prepare", "no")), CLEAN_UP),
                row(new Preparing(Optional.empty()), new StopRequested(), new Preparing(DEVICE)),
                row(new Preparing(Optional.of(EndCause.USER_STOP)), new StopRequested(), new Preparing(DEVICE)),
                row(new Mounted(), new StopRequested(), undone, CLEAN_UP).withGoal(StatusGoal.MOUNTED));
    }

    private static List<Row> launch() {
        ContainerState launching = new Launching(GIVE_UP_AT, Optional.empty());
        ContainerState starting = new Starting(100, NOW + 1);
        ContainerState executing = new Executing(100, 101, NOW + 1);
        ContainerState failing = new Failing(100, NOW, NOT_EXECUTED);
        return List.of(
                row(launching, new Launched(100), new Starting(100, GIVE_UP_AT)),
                row(new Launching(GIVE_UP_AT, DEVICE), new Launched(100), killed(0), kill(0), WAKE_AT_KILL),
                row(launching, new LaunchFailed("no"), notStarted("launch", "no"), CLEAN_UP),
                row(new Launching(GIVE_UP_AT, DEVICE), new LaunchFailed("no"),
                        cleaning(EndCause.DEVICE, new StartFailed("launch", "no")), CLEAN_UP),
                row(launching, new StopRequested(), new Launching(GIVE_UP_AT, DEVICE)),
                row(starting, new Hello(101), executing, GO),
                row(starting, new LauncherExited(EXIT), notStarted("start", "launcher ended with exit 3"), CLEAN_UP),
                row(starting, new LauncherExited(CRASH), notStarted("start", "launcher ended by signal 11"), CLEAN_UP),
                row(starting, new LauncherExited(NOT_EXECUTED), cleaning(EndCause.ITSELF, NOT_EXECUTED), CLEAN_UP),
                row(starting, new StopRequested(), killed(0), kill(0), WAKE_AT_KILL),
                row(starting, new TimePassed(), starting),
                row(new Starting(100, NOW), new TimePassed(),
                        new Failing(100, KILL_AT, new StartFailed("start", "its init did not appear in time")), kill(0), WAKE_AT_KILL),
                row(executing, new Executed(), new Started(100, 101, NOW, Optional.empty())),
                row(executing, new ExecFailed("ENOENT"), new Failing(100, KILL_AT, new StartFailed("exec", "ENOENT")), WAKE_AT_KILL),
                row(executing, new Hello(102), new Executing(100, 102, NOW + 1), GO),
                row(executing, new LauncherExited(EXIT), notStarted("start", "launcher ended with exit 3"), CLEAN_UP),
                row(executing, new StopRequested(), killed(101), kill(101), WAKE_AT_KILL),
                row(executing, new TimePassed(), executing),
                row(new Executing(100, 101, NOW), new TimePassed(),
                        new Failing(100, KILL_AT, new StartFailed("start", "its program was not executed in time")), kill(0), WAKE_AT_KILL),
                row(failing, new LauncherExited(EXIT), cleaning(EndCause.ITSELF, NOT_EXECUTED), CLEAN_UP),
                row(failing, new TimePassed(), new Failing(100, KILL_AT, NOT_EXECUTED), kill(0), WAKE_AT_KILL),
                row(new Failing(100, NOW + 1, NOT_EXECUTED), new TimePassed(), new Failing(100, NOW + 1, NOT_EXECUTED)),
                row(failing, new StopRequested(), killed(0), kill(0), WAKE_AT_KILL));
    }

    private static List<Row> run() {
        ContainerState started = new Started(100, 101, 900, Optional.empty());
        ContainerState ready = new Ready(100, 101, 900, Optional.empty());
        ContainerState halted = new Stopping(100, 101, KILL_AT, false, EndCause.DEVICE);
        ContainerState again = new Executing(100, 102, GIVE_UP_AT);
        return List.of(
                row(started, new BecameReady(), ready).withGoal(StatusGoal.READY),
                row(started, new BecameReady(), started),
                row(started, new Hello(102), again, GO, WAKE_AT_GIVE_UP),
                row(started, new LauncherExited(EXIT), cleaning(EndCause.ITSELF, EXIT), CLEAN_UP),
                row(started, new LauncherExited(CRASH), cleaning(EndCause.ITSELF, CRASH), CLEAN_UP),
                row(started, new StopRequested(), halted, HALT, WAKE_AT_KILL),
                row(ready, new Hello(102), again, GO, WAKE_AT_GIVE_UP).withGoal(StatusGoal.READY),
                row(ready, new LauncherExited(EXIT), cleaning(EndCause.ITSELF, EXIT), CLEAN_UP).withGoal(StatusGoal.READY),
                row(ready, new StopRequested(), halted, HALT, WAKE_AT_KILL).withGoal(StatusGoal.READY));
    }

    private static List<Row> end() {
        ContainerState halted = new Stopping(100, 101, NOW, false, EndCause.DEVICE);
        ContainerState patient = new Stopping(100, 101, NOW + 1, false, EndCause.DEVICE);
        ContainerState dying = new Stopping(100, 101, NOW + 1, true, EndCause.DEVICE);
        End crashed = new End(EndCause.ITSELF, Optional.of(CRASH));
        return List.of(
                row(halted, new LauncherExited(EXIT), cleaning(EndCause.DEVICE, EXIT), CLEAN_UP),
                row(halted, new TimePassed(), killed(101), kill(101), WAKE_AT_KILL),
                row(patient, new TimePassed(), patient),
                row(new Stopping(100, 101, NOW, true, EndCause.DEVICE), new TimePassed(), killed(101), kill(101), WAKE_AT_KILL),
                row(dying, new TimePassed(), dying),
                row(halted, new Hello(102), killed(102), kill(102), WAKE_AT_KILL),
                row(new Stopping(100, 101, NOW, false, EndCause.UNHEALTHY), new StopRequested(), halted),
                row(new Cleaning(crashed), new CleanedUp(List.of()), new Stopped(crashed, Aftermath.REPORT)),
                row(new Cleaning(crashed), new CleanedUp(List.of("unmount /x: EBUSY")), new Stopped(crashed, Aftermath.REPORT)),
                row(new Cleaning(crashed), new StopRequested(), cleaning(EndCause.DEVICE, CRASH)),
                row(new Recovering(NOW, crashed), new TimePassed(), new Installed()),
                row(new Recovering(NOW + 1, crashed), new TimePassed(), new Recovering(NOW + 1, crashed)),
                row(new Recovering(NOW, crashed), new StopRequested(),
                        new Stopped(new End(EndCause.DEVICE, Optional.of(CRASH)), Aftermath.NONE)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eventLeadsToTheNextStateAndItsEffects(Row row) {
        ContainerDecision decision = ContainerDecision.decide(ContainerSamples.life(row.state()), row.event(), facts(row.goal()));

        assertEquals(row.next(), decision.next().state());
        assertEquals(row.effects(), decision.effects());
    }

    private record Pair(Class<?> state, Class<?> event) {}

    /** Those have tables of their own. */
    private static boolean isElsewhere(Pair pair) {
        return pair.state() == ContainerState.Listening.class
                || List.of(StartOrdered.class, StopOrdered.class, RestartOrdered.class, Probed.class).contains(pair.event())
                || pair.event() == TimePassed.class && List.of(Started.class, Ready.class).contains(pair.state());
    }

    @Test
    void pairThatIsInNoTableChangesNothing() {
        Set<Pair> meaningful = rows().stream()
                .map(row -> new Pair(row.state().getClass(), row.event().getClass()))
                .collect(Collectors.toSet());

        for (ContainerState state : ContainerSamples.STATES) {
            for (ContainerEvent event : ContainerSamples.EVENTS) {
                for (StatusGoal goal : StatusGoal.values()) {
                    Pair pair = new Pair(state.getClass(), event.getClass());
                    if (!meaningful.contains(pair) && !isElsewhere(pair)) {
                        ContainerDecision decision = ContainerDecision.decide(ContainerSamples.life(state), event, facts(goal));
                        assertEquals(state, decision.next().state(), () -> state + " + " + event);
                        assertEquals(List.of(), decision.effects(), () -> state + " + " + event);
                    }
                }
            }
        }
    }

    @Test
    void detailOfAFailureIsBoundedSinceItIsSavedWithEachChange() {
        ContainerDecision decision = ContainerDecision.decide(ContainerSamples.life(new Preparing(Optional.empty())),
                new PrepareFailed("x".repeat(5_000)), facts(StatusGoal.STARTED));

        assertEquals(notStarted("prepare", "x".repeat(400) + "…"), decision.next().state());
    }

    @Test
    void eachStartIsCountedAndTimed() {
        ContainerLife before = new ContainerLife(new Installed(), Wish.RUN, new Attempts(4, 2, 100), new GoalTimer.Idle());

        ContainerDecision decision = ContainerDecision.decide(before, new StartAllowed(), facts(StatusGoal.STARTED));

        assertEquals(new Attempts(5, 2, NOW), decision.next().attempts());
    }

    @Test
    void containersOwnGraceCountsBeforeTheDevices() {
        Supervision patient = new Supervision(Recovery.NO, List.of(), Optional.empty(),
                new Stop(OptionalInt.empty(), Optional.of(Duration.ofSeconds(20))));
        Facts facts = new Facts(ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER, patient,
                Execution.PLAIN), NOW, Duration.ofSeconds(5));

        ContainerDecision decision = ContainerDecision.decide(
                ContainerSamples.life(new Started(100, 101, 900, Optional.empty())), new StopRequested(), facts);

        assertEquals(List.of(HALT, new Effect.WakeAt(NOW + 20_000)), decision.effects());
    }

    @Test
    void killIsRepeatedEveryFiveSecondsWhateverItsGrace() {
        for (long grace : List.of(0L, 3_600L)) {
            Supervision supervision = new Supervision(Recovery.NO, List.of(), Optional.empty(),
                    new Stop(OptionalInt.empty(), Optional.of(Duration.ofSeconds(grace))));
            Facts facts = new Facts(ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER, supervision,
                    Execution.PLAIN), NOW, Duration.ofSeconds(5));

            ContainerDecision killed = ContainerDecision.decide(
                    ContainerSamples.life(new Stopping(100, 101, NOW, true, EndCause.DEVICE)), new TimePassed(), facts);
            ContainerDecision failed = ContainerDecision.decide(
                    ContainerSamples.life(new Executing(100, 101, 31_000)), new ExecFailed("ENOENT"), facts);

            assertEquals(List.of(kill(101), WAKE_AT_KILL), killed.effects());
            assertEquals(List.of(WAKE_AT_KILL), failed.effects());
        }
    }

    /** A program that was resumed before it had taken the message off the socket sees it once more. */
    @Test
    void helloOfTheInitThatIsThereAlreadyIsNoReboot() {
        for (ContainerState state : List.of(
                new Started(100, 101, 900, Optional.empty()),
                new Ready(100, 101, 900, Optional.empty()),
                new Stopping(100, 101, NOW + 1, false, EndCause.DEVICE))) {
            ContainerLife life = ContainerSamples.life(state);

            ContainerDecision decision = ContainerDecision.decide(life, new Hello(101), facts(StatusGoal.READY));

            assertEquals(state, decision.next().state());
            assertEquals(List.of(), decision.changes());
        }
    }

    @Test
    void samplesHaveEveryStateAndEveryEvent() {
        assertEquals(new HashSet<>(Arrays.asList(ContainerState.class.getPermittedSubclasses())), classes(ContainerSamples.STATES));
        assertEquals(new HashSet<>(Arrays.asList(ContainerEvent.class.getPermittedSubclasses())), classes(ContainerSamples.EVENTS));
    }

    private static Set<Class<?>> classes(List<?> samples) {
        return samples.stream().map(Object::getClass).collect(Collectors.toSet());
    }

    /** What word, status, pids and end a state shows. */
    private record Shown(String word, ContainerStatus status, int launcher, int init, boolean ended) {}

    @Test
    void statesShowTheirWordTheirStatusTheirPidsAndTheirEnd() {
        Set<Shown> shown = ContainerSamples.STATES.stream()
                .map(state -> new Shown(state.word(), state.status(), state.launcherPid(), state.initPid(), state.ended().isPresent()))
                .collect(Collectors.toSet());

        assertEquals(Set.of(
                new Shown("installed", ContainerStatus.INSTALLED, 0, 0, false),
                new Shown("blocked", ContainerStatus.BLOCKED, 0, 0, false),
                new Shown("listening", ContainerStatus.INSTALLED, 0, 0, false),
                new Shown("preparing", ContainerStatus.INSTALLED, 0, 0, false),
                new Shown("mounted", ContainerStatus.MOUNTED, 0, 0, false),
                new Shown("launching", ContainerStatus.STARTING, 0, 0, false),
                new Shown("starting", ContainerStatus.STARTING, 100, 0, false),
                new Shown("executing", ContainerStatus.STARTING, 100, 101, false),
                new Shown("failing", ContainerStatus.STOPPING, 100, 0, false),
                new Shown("started", ContainerStatus.STARTED, 100, 101, false),
                new Shown("ready", ContainerStatus.READY, 100, 101, false),
                new Shown("stopping", ContainerStatus.STOPPING, 100, 101, false),
                new Shown("cleaning", ContainerStatus.STOPPING, 0, 0, true),
                new Shown("recovering", ContainerStatus.RECOVERING, 0, 0, true),
                new Shown("stopped", ContainerStatus.STOPPED, 0, 0, true)), shown);
    }

    private record EndRow(EndCause cause, Optional<ContainerExit> exit, boolean startFailed, boolean didItsWork) {}

    private static final List<EndRow> ENDS = List.of(
            new EndRow(EndCause.ITSELF, Optional.empty(), false, false),
            new EndRow(EndCause.ITSELF, Optional.of(NOT_EXECUTED), true, false),
            new EndRow(EndCause.ITSELF, Optional.of(EXIT), false, false),
            new EndRow(EndCause.ITSELF, Optional.of(CRASH), false, false),
            new EndRow(EndCause.ITSELF, Optional.of(new ContainerExit.Exited(0)), false, true),
            new EndRow(EndCause.UNHEALTHY, Optional.of(new ContainerExit.Exited(0)), false, false),
            new EndRow(EndCause.USER_STOP, Optional.of(new ContainerExit.Exited(0)), false, false),
            new EndRow(EndCause.DEVICE, Optional.of(new ContainerExit.Exited(0)), false, false));

    @ParameterizedTest
    @FieldSource("ENDS")
    void onlyOneThatEndedByItselfWithSuccessDidItsWork(EndRow row) {
        End end = new End(row.cause(), row.exit());

        assertEquals(row.startFailed(), end.startFailed());
        assertEquals(row.didItsWork(), end.didItsWork());
    }
}
