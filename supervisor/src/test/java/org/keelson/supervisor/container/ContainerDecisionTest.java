package org.keelson.supervisor.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keelson.backend.ContainerExit;
import org.keelson.backend.ContainerExit.StartFailed;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
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
import org.keelson.supervisor.container.ContainerEvent.StartRequested;
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
import org.keelson.supervisor.container.ContainerState.Started;
import org.keelson.supervisor.container.ContainerState.Starting;
import org.keelson.supervisor.container.ContainerState.Stopped;
import org.keelson.supervisor.container.ContainerState.Stopping;

/** One container's machine: a row for each pair that means something, and all the others. */
class ContainerDecisionTest {
    private static final long NOW = 1_000;
    private static final long DEADLINE = NOW + 30_000;
    private static final long KILL_AT = NOW + 5_000;
    private static final ContainerExit EXIT = new ContainerExit.Exited(3);
    private static final ContainerExit CRASH = new ContainerExit.Killed(11, true);
    private static final StartFailed NOT_EXECUTED = new StartFailed("exec", "ENOENT");

    private static final Effect PREPARE = new Effect.Prepare("web");
    private static final Effect LAUNCH = new Effect.Launch("web");
    private static final Effect GO = new Effect.Go("web");
    private static final Effect CLEAN_UP = new Effect.CleanUp("web");
    private static final Effect WAKE_AT_DEADLINE = new Effect.WakeAt(DEADLINE);
    private static final Effect WAKE_AT_KILL = new Effect.WakeAt(KILL_AT);

    private static Facts facts(StatusGoal goal, long now) {
        return new Facts(ContainerSamples.container("web", "app", goal, RestartPolicy.CONTAINER), now, Duration.ofSeconds(5));
    }

    private static Effect kill(int init) {
        return new Effect.Kill("web", 100, init);
    }

    /** {@code goal} and {@code now} are those of the facts. */
    private record Row(ContainerState state, ContainerEvent event, StatusGoal goal, long now, ContainerDecision expected) {
        Row withGoal(StatusGoal other) {
            return new Row(state, event, other, now, expected);
        }

        @Override
        public String toString() {
            return state + " + " + event + " (" + goal + ")";
        }
    }

    private static Row row(ContainerState state, ContainerEvent event, ContainerState next, Effect... effects) {
        return new Row(state, event, StatusGoal.STARTED, NOW, new ContainerDecision(next, List.of(effects)));
    }

    private static ContainerState cleaning(boolean requested, ContainerExit exit) {
        return new Cleaning(new End(requested, Optional.ofNullable(exit)));
    }

    private static ContainerState killed(int init) {
        return new Stopping(100, init, KILL_AT, true);
    }

    static List<Row> rows() {
        return Stream.of(start(), run(), end()).flatMap(List::stream).toList();
    }

    private static List<Row> start() {
        return List.of(
                row(new Installed(), new StartRequested(), new Preparing(DEADLINE, false), PREPARE, WAKE_AT_DEADLINE),
                row(new Installed(), new Held(), new Blocked()),
                row(new Installed(), new StopRequested(), new Stopped(new End(true, Optional.empty()))),
                row(new Blocked(), new StartRequested(), new Preparing(DEADLINE, false), PREPARE, WAKE_AT_DEADLINE),
                row(new Blocked(), new Held(), new Blocked()),
                row(new Blocked(), new StopRequested(), new Stopped(new End(true, Optional.empty()))),
                row(new Preparing(DEADLINE, false), new Prepared(), new Launching(DEADLINE, false), LAUNCH),
                row(new Preparing(DEADLINE, false), new Prepared(), new Mounted()).withGoal(StatusGoal.MOUNTED),
                row(new Preparing(DEADLINE, true), new Prepared(), cleaning(true, null), CLEAN_UP),
                row(new Preparing(DEADLINE, true), new Prepared(), cleaning(true, null), CLEAN_UP).withGoal(StatusGoal.MOUNTED),
                row(new Preparing(DEADLINE, false), new PrepareFailed("no"), cleaning(false, new StartFailed("prepare", "no")), CLEAN_UP),
                row(new Preparing(DEADLINE, true), new PrepareFailed("no"), cleaning(true, new StartFailed("prepare", "no")), CLEAN_UP),
                row(new Preparing(DEADLINE, false), new StopRequested(), new Preparing(DEADLINE, true)),
                row(new Preparing(DEADLINE, true), new StopRequested(), new Preparing(DEADLINE, true)),
                row(new Mounted(), new StopRequested(), cleaning(true, null), CLEAN_UP).withGoal(StatusGoal.MOUNTED),
                row(new Launching(DEADLINE, false), new Launched(100), new Starting(100, DEADLINE)),
                row(new Launching(DEADLINE, true), new Launched(100), killed(0), kill(0), WAKE_AT_KILL),
                row(new Launching(DEADLINE, false), new LaunchFailed("no"), cleaning(false, new StartFailed("launch", "no")), CLEAN_UP),
                row(new Launching(DEADLINE, true), new LaunchFailed("no"), cleaning(true, new StartFailed("launch", "no")), CLEAN_UP),
                row(new Launching(DEADLINE, false), new StopRequested(), new Launching(DEADLINE, true)));
    }

    private static List<Row> run() {
        ContainerState starting = new Starting(100, DEADLINE);
        ContainerState executing = new Executing(100, 101, DEADLINE);
        ContainerState failing = new Failing(100, NOT_EXECUTED);
        ContainerState started = new Started(100, 101, 900, DEADLINE);
        ContainerState ready = new Ready(100, 101, 900);
        return List.of(
                row(starting, new Hello(101), executing, GO),
                row(starting, new LauncherExited(EXIT), cleaning(false, new StartFailed("start", "launcher ended with exit 3")), CLEAN_UP),
                row(starting, new LauncherExited(CRASH),
                        cleaning(false, new StartFailed("start", "launcher ended by signal 11")), CLEAN_UP),
                row(starting, new LauncherExited(NOT_EXECUTED), cleaning(false, NOT_EXECUTED), CLEAN_UP),
                row(starting, new StopRequested(), killed(0), kill(0), WAKE_AT_KILL),
                row(executing, new Executed(), new Started(100, 101, NOW, DEADLINE)),
                row(executing, new ExecFailed("ENOENT"), failing),
                row(executing, new Hello(102), new Executing(100, 102, DEADLINE), GO),
                row(executing, new LauncherExited(EXIT), cleaning(false, new StartFailed("start", "launcher ended with exit 3")), CLEAN_UP),
                row(executing, new StopRequested(), killed(101), kill(101), WAKE_AT_KILL),
                row(failing, new LauncherExited(EXIT), cleaning(false, NOT_EXECUTED), CLEAN_UP),
                row(failing, new StopRequested(), killed(0), kill(0), WAKE_AT_KILL),
                row(started, new BecameReady(), ready).withGoal(StatusGoal.READY),
                row(started, new BecameReady(), started),
                row(started, new Hello(102), new Executing(100, 102, DEADLINE), GO, WAKE_AT_DEADLINE),
                row(started, new LauncherExited(EXIT), cleaning(false, EXIT), CLEAN_UP),
                row(started, new LauncherExited(CRASH), cleaning(false, CRASH), CLEAN_UP),
                row(started, new StopRequested(), new Stopping(100, 101, KILL_AT, false), new Effect.Halt("web", 100, 101), WAKE_AT_KILL),
                row(ready, new Hello(102), new Executing(100, 102, DEADLINE), GO, WAKE_AT_DEADLINE).withGoal(StatusGoal.READY),
                row(ready, new LauncherExited(EXIT), cleaning(false, EXIT), CLEAN_UP).withGoal(StatusGoal.READY),
                row(ready, new StopRequested(), new Stopping(100, 101, KILL_AT, false), new Effect.Halt("web", 100, 101), WAKE_AT_KILL)
                        .withGoal(StatusGoal.READY));
    }

    private static List<Row> end() {
        ContainerState halted = new Stopping(100, 101, NOW, false);
        End end = new End(false, Optional.of(EXIT));
        return List.of(
                row(halted, new LauncherExited(EXIT), cleaning(true, EXIT), CLEAN_UP),
                row(halted, new TimePassed(), killed(101), kill(101), WAKE_AT_KILL),
                row(new Stopping(100, 101, NOW + 1, false), new TimePassed(), new Stopping(100, 101, NOW + 1, false)),
                row(new Stopping(100, 101, NOW, true), new TimePassed(), killed(101), kill(101), WAKE_AT_KILL),
                row(new Stopping(100, 101, NOW + 1, true), new TimePassed(), new Stopping(100, 101, NOW + 1, true)),
                row(halted, new Hello(102), killed(102), kill(102), WAKE_AT_KILL),
                row(halted, new StopRequested(), halted),
                row(new Cleaning(end), new CleanedUp(List.of()), new Stopped(end)),
                row(new Cleaning(end), new CleanedUp(List.of("unmount /x: EBUSY")), new Stopped(end)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eventLeadsToTheNextStateAndItsEffects(Row row) {
        ContainerDecision decision = ContainerDecision.decide(row.state(), row.event(), facts(row.goal(), row.now()));

        assertEquals(row.expected(), decision);
    }

    private record Pair(Class<?> state, Class<?> event) {}

    @Test
    void pairThatIsNotInTheTableChangesNothing() {
        Set<Pair> meaningful = rows().stream()
                .map(row -> new Pair(row.state().getClass(), row.event().getClass()))
                .collect(Collectors.toSet());

        for (ContainerState state : ContainerSamples.STATES) {
            for (ContainerEvent event : ContainerSamples.EVENTS) {
                for (StatusGoal goal : StatusGoal.values()) {
                    ContainerDecision decision = ContainerDecision.decide(state, event, facts(goal, NOW));
                    if (!meaningful.contains(new Pair(state.getClass(), event.getClass()))) {
                        assertEquals(new ContainerDecision(state, List.of()), decision, () -> state + " + " + event);
                    }
                }
            }
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

    /** What status, pids and end a state shows. */
    private record Shown(ContainerStatus status, int launcher, int init, boolean ended) {}

    @Test
    void statesShowTheirStatusTheirPidsAndTheirEnd() {
        List<Shown> shown = ContainerSamples.STATES.stream()
                .map(state -> new Shown(state.status(), state.launcherPid(), state.initPid(), state.ended().isPresent()))
                .toList();

        assertEquals(List.of(
                new Shown(ContainerStatus.INSTALLED, 0, 0, false),
                new Shown(ContainerStatus.BLOCKED, 0, 0, false),
                new Shown(ContainerStatus.INSTALLED, 0, 0, false),
                new Shown(ContainerStatus.INSTALLED, 0, 0, false),
                new Shown(ContainerStatus.MOUNTED, 0, 0, false),
                new Shown(ContainerStatus.STARTING, 0, 0, false),
                new Shown(ContainerStatus.STARTING, 0, 0, false),
                new Shown(ContainerStatus.STARTING, 100, 0, false),
                new Shown(ContainerStatus.STARTING, 100, 101, false),
                new Shown(ContainerStatus.STOPPING, 100, 0, false),
                new Shown(ContainerStatus.STARTED, 100, 101, false),
                new Shown(ContainerStatus.READY, 100, 101, false),
                new Shown(ContainerStatus.STOPPING, 100, 101, false),
                new Shown(ContainerStatus.STOPPING, 100, 101, false),
                new Shown(ContainerStatus.STOPPING, 0, 0, true),
                new Shown(ContainerStatus.STOPPED, 0, 0, true),
                new Shown(ContainerStatus.STOPPED, 0, 0, true)), shown);
    }

    @Test
    void onlyAContainerThatNeverRanCountsAsNotStarted() {
        assertTrue(new End(false, Optional.of(NOT_EXECUTED)).startFailed());
        assertEquals(List.of(false, false, false), Stream.of(Optional.<ContainerExit>empty(), Optional.of(EXIT), Optional.of(CRASH))
                .map(exit -> new End(false, exit).startFailed())
                .toList());
    }
}
