package org.keelson.supervisor.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.supervisor.container.ContainerEvent.RestartOrdered;
import org.keelson.supervisor.container.ContainerEvent.StartOrdered;
import org.keelson.supervisor.container.ContainerEvent.StopOrdered;
import org.keelson.supervisor.container.ContainerState.Blocked;
import org.keelson.supervisor.container.ContainerState.Cleaning;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.ContainerState.Executing;
import org.keelson.supervisor.container.ContainerState.Failing;
import org.keelson.supervisor.container.ContainerState.Installed;
import org.keelson.supervisor.container.ContainerState.Launching;
import org.keelson.supervisor.container.ContainerState.Listening;
import org.keelson.supervisor.container.ContainerState.Mounted;
import org.keelson.supervisor.container.ContainerState.Preparing;
import org.keelson.supervisor.container.ContainerState.Ready;
import org.keelson.supervisor.container.ContainerState.Recovering;
import org.keelson.supervisor.container.ContainerState.Started;
import org.keelson.supervisor.container.ContainerState.Starting;
import org.keelson.supervisor.container.ContainerState.Stopped;
import org.keelson.supervisor.container.ContainerState.Stopping;

/** What a user's start, stop and restart do in every state. */
class OrderTest {
    private static final long NOW = 1_000;
    private static final long GIVE_UP_AT = 91_000;
    private static final long KILL_AT = 6_000;
    private static final ContainerEvent START = new StartOrdered();
    private static final ContainerEvent STOP = new StopOrdered();
    private static final ContainerEvent RESTART = new RestartOrdered();
    private static final ContainerState INSTALLED = new Installed();
    private static final Optional<EndCause> NO_STOP = Optional.empty();
    private static final Optional<EndCause> USER_STOP = Optional.of(EndCause.USER_STOP);
    private static final Optional<EndCause> DEVICE = Optional.of(EndCause.DEVICE);
    private static final Effect HALT = new Effect.Halt("web", 100, 101);
    private static final Effect CLEAN_UP = new Effect.CleanUp("web");
    private static final Effect WAKE_AT_GOAL = new Effect.WakeAt(31_000); // an order begins that time anew: GoalTimerTest
    private static final Effect WAKE_AT_KILL = new Effect.WakeAt(KILL_AT);

    private record Row(ContainerState state, ContainerEvent order, ContainerState next, List<Effect> effects) {}

    private static Row row(ContainerState state, ContainerEvent order, ContainerState next, Effect... effects) {
        return new Row(state, order, next, List.of(effects));
    }

    private static Effect kill(int init) {
        return new Effect.Kill("web", 100, init);
    }

    private static ContainerState killed(int init, EndCause cause) {
        return new Stopping(100, init, KILL_AT, true, cause);
    }

    private static ContainerState halted(EndCause cause) {
        return new Stopping(100, 101, KILL_AT, false, cause);
    }

    private static ContainerState cleaning(EndCause cause) {
        return new Cleaning(new End(cause, Optional.of(ContainerSamples.CRASH)));
    }

    private static End neverStarted(EndCause cause) {
        return new End(cause, Optional.empty());
    }

    private static ContainerState stopped(EndCause cause, Aftermath aftermath) {
        return new Stopped(new End(cause, Optional.of(ContainerSamples.CRASH)), aftermath);
    }

    static List<Row> rows() {
        return Stream.of(atRest(), onItsWay(), running(), ending()).flatMap(List::stream).toList();
    }

    private static List<Row> atRest() {
        ContainerState blocked = new Blocked(new Obstacle.OfContainer("db"));
        ContainerState stopped = new Stopped(neverStarted(EndCause.USER_STOP), Aftermath.NONE);
        ContainerState dead = stopped(EndCause.ITSELF, Aftermath.REPORT);
        ContainerState recovering = new Recovering(50_000, new End(EndCause.ITSELF, Optional.of(ContainerSamples.CRASH)));
        return List.of(
                row(INSTALLED, START, INSTALLED),
                row(INSTALLED, STOP, stopped),
                row(INSTALLED, RESTART, INSTALLED),
                row(blocked, START, blocked),
                row(blocked, STOP, stopped),
                row(blocked, RESTART, blocked),
                row(new Listening(), START, INSTALLED),
                row(new Listening(), STOP, stopped),
                row(new Listening(), RESTART, INSTALLED),
                row(recovering, START, INSTALLED),
                row(recovering, STOP, stopped(EndCause.USER_STOP, Aftermath.NONE)),
                row(recovering, RESTART, INSTALLED),
                row(stopped, START, INSTALLED),
                row(stopped, STOP, stopped),
                row(stopped, RESTART, INSTALLED),
                row(dead, START, INSTALLED),
                row(dead, STOP, dead),
                row(dead, RESTART, INSTALLED));
    }

    private static List<Row> onItsWay() {
        ContainerState starting = new Starting(100, GIVE_UP_AT);
        ContainerState executing = new Executing(100, 101, GIVE_UP_AT);
        ContainerState failing = new Failing(100, KILL_AT, ContainerSamples.NOT_EXECUTED);
        return List.of(
                row(new Preparing(NO_STOP), START, new Preparing(NO_STOP)),
                row(new Preparing(NO_STOP), STOP, new Preparing(USER_STOP)),
                row(new Preparing(NO_STOP), RESTART, new Preparing(NO_STOP)),
                row(new Preparing(USER_STOP), START, new Preparing(NO_STOP)),
                row(new Preparing(USER_STOP), STOP, new Preparing(USER_STOP)),
                row(new Preparing(USER_STOP), RESTART, new Preparing(NO_STOP)),
                row(new Preparing(DEVICE), START, new Preparing(DEVICE)),
                row(new Preparing(DEVICE), STOP, new Preparing(DEVICE)),
                row(new Launching(GIVE_UP_AT, NO_STOP), START, new Launching(GIVE_UP_AT, NO_STOP)),
                row(new Launching(GIVE_UP_AT, NO_STOP), STOP, new Launching(GIVE_UP_AT, USER_STOP)),
                row(new Launching(GIVE_UP_AT, USER_STOP), START, new Launching(GIVE_UP_AT, NO_STOP)),
                row(new Launching(GIVE_UP_AT, USER_STOP), RESTART, new Launching(GIVE_UP_AT, NO_STOP)),
                row(new Launching(GIVE_UP_AT, DEVICE), START, new Launching(GIVE_UP_AT, DEVICE)),
                row(new Launching(GIVE_UP_AT, DEVICE), STOP, new Launching(GIVE_UP_AT, DEVICE)),
                row(starting, START, starting),
                row(starting, STOP, killed(0, EndCause.USER_STOP), kill(0), WAKE_AT_KILL),
                row(starting, RESTART, killed(0, EndCause.USER_RESTART), kill(0), WAKE_AT_KILL),
                row(executing, START, executing),
                row(executing, STOP, killed(101, EndCause.USER_STOP), kill(101), WAKE_AT_KILL),
                row(executing, RESTART, killed(101, EndCause.USER_RESTART), kill(101), WAKE_AT_KILL),
                row(failing, START, killed(0, EndCause.USER_RESTART), kill(0), WAKE_AT_KILL),
                row(failing, STOP, killed(0, EndCause.USER_STOP), kill(0), WAKE_AT_KILL),
                row(failing, RESTART, killed(0, EndCause.USER_RESTART), kill(0), WAKE_AT_KILL));
    }

    private static List<Row> running() {
        ContainerState started = new Started(100, 101, 900, Optional.empty());
        ContainerState ready = new Ready(100, 101, 900, Optional.empty());
        return List.of(
                row(new Mounted(), START, new Mounted()),
                row(new Mounted(), STOP, new Cleaning(neverStarted(EndCause.USER_STOP)), CLEAN_UP),
                row(new Mounted(), RESTART, new Cleaning(neverStarted(EndCause.USER_RESTART)), CLEAN_UP),
                row(started, START, started),
                row(started, STOP, halted(EndCause.USER_STOP), HALT, WAKE_AT_KILL),
                row(started, RESTART, halted(EndCause.USER_RESTART), HALT, WAKE_AT_KILL),
                row(ready, START, ready),
                row(ready, STOP, halted(EndCause.USER_STOP), HALT, WAKE_AT_KILL),
                row(ready, RESTART, halted(EndCause.USER_RESTART), HALT, WAKE_AT_KILL));
    }

    private static List<Row> ending() {
        return List.of(
                row(halted(EndCause.UNHEALTHY), START, halted(EndCause.USER_RESTART)),
                row(halted(EndCause.UNHEALTHY), STOP, halted(EndCause.USER_STOP)),
                row(halted(EndCause.USER_STOP), START, halted(EndCause.USER_RESTART)),
                row(halted(EndCause.USER_STOP), RESTART, halted(EndCause.USER_RESTART)),
                row(halted(EndCause.USER_RESTART), STOP, halted(EndCause.USER_STOP)),
                row(halted(EndCause.DEVICE), START, halted(EndCause.DEVICE)),
                row(halted(EndCause.DEVICE), STOP, halted(EndCause.DEVICE)),
                row(cleaning(EndCause.ITSELF), START, cleaning(EndCause.USER_RESTART)),
                row(cleaning(EndCause.ITSELF), STOP, cleaning(EndCause.USER_STOP)),
                row(cleaning(EndCause.USER_STOP), START, cleaning(EndCause.USER_RESTART)),
                row(cleaning(EndCause.USER_STOP), RESTART, cleaning(EndCause.USER_RESTART)),
                row(cleaning(EndCause.USER_RESTART), STOP, cleaning(EndCause.USER_STOP)),
                row(cleaning(EndCause.DEVICE), START, cleaning(EndCause.DEVICE)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void orderLeadsToTheNextStateAndItsEffects(Row row) {
        ContainerDecision decision = ContainerDecision.decide(ContainerSamples.life(row.state()), row.order(), facts());

        List<Effect> effects = new ArrayList<>(decision.effects());
        effects.remove(WAKE_AT_GOAL);
        assertEquals(row.next(), decision.next().state());
        assertEquals(row.effects(), effects);
    }

    private static ContainerDecision.Facts facts() {
        return new ContainerDecision.Facts(
                ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER), NOW, Duration.ofSeconds(5));
    }

    @Test
    void everyStateIsInTheTable() {
        Set<Class<?>> states = new HashSet<>();
        rows().forEach(row -> states.add(row.state().getClass()));

        assertEquals(Set.of(ContainerState.class.getPermittedSubclasses()), states);
    }

    @Test
    void stopIsWishedInEveryState() {
        for (ContainerState state : ContainerSamples.STATES) {
            ContainerLife next = ContainerDecision.decide(ContainerSamples.life(state), STOP, facts()).next();

            assertEquals(Wish.STOP, next.wish(), state::toString);
        }
    }

    @Test
    void startAfterAStopIsWishedInEveryState() {
        for (ContainerState state : ContainerSamples.STATES) {
            ContainerLife stopped = ContainerDecision.decide(ContainerSamples.life(state), STOP, facts()).next();

            assertEquals(Wish.RUN, ContainerDecision.decide(stopped, START, facts()).next().wish(), state::toString);
            assertEquals(Wish.RUN, ContainerDecision.decide(stopped, RESTART, facts()).next().wish(), state::toString);
        }
    }

    private static final Recovery ALWAYS = new Recovery(Recovery.Policy.ALWAYS, 2, Duration.ofSeconds(5), 1, Duration.ZERO,
            Duration.ZERO, new Recovery.Exhausted.Reboot());

    private static ContainerBench recovering() {
        return new ContainerBench(ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER,
                new Supervision(ALWAYS, List.of(), Optional.empty(), Stop.DEFAULT), Execution.PLAIN));
    }

    private static final List<Recovery.Policy> POLICIES = List.of(Recovery.Policy.values());

    @ParameterizedTest
    @FieldSource("POLICIES")
    void containerThatAUserStopsStaysStoppedWhateverItsRecovery(Recovery.Policy policy) {
        ContainerBench bench = new ContainerBench(ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER,
                new Supervision(new Recovery(policy, 0, Duration.ofSeconds(5), 1, Duration.ZERO, Duration.ZERO,
                        new Recovery.Exhausted.Reboot()), List.of(), Optional.empty(), Stop.DEFAULT), Execution.PLAIN)).start();
        bench.tell(STOP);

        bench.end(ContainerSamples.CRASH);
        bench.pass(1_000_000);

        assertEquals(stopped(EndCause.USER_STOP, Aftermath.NONE), bench.state());
    }

    @Test
    void restartedContainerIsStartedAgainAndNoRetryIsCounted() {
        ContainerBench bench = recovering().start();
        bench.tell(RESTART);

        bench.end(ContainerSamples.CRASH);
        bench.start();

        assertEquals("started", bench.state().word());
        assertEquals(new Attempts(2, 0, NOW), bench.life.attempts());
    }

    @Test
    void ordersClearWhatRecoveryCounted() {
        ContainerBench bench = recovering().start();
        bench.end(ContainerSamples.CRASH);
        assertEquals(1, bench.life.attempts().retries());

        bench.tell(START);

        assertEquals(0, bench.life.attempts().retries());
    }

    @Test
    void containerThatRecoveryLeftIsStartedByOrderWithAllItsRetries() {
        ContainerBench bench = new ContainerBench(ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER,
                new Supervision(new Recovery(Recovery.Policy.ALWAYS, 1, Duration.ofSeconds(5), 1, Duration.ZERO, Duration.ZERO,
                        new Recovery.Exhausted.Never()), List.of(), Optional.empty(), Stop.DEFAULT), Execution.PLAIN)).start();
        bench.end(ContainerSamples.CRASH);
        bench.pass(5_000);
        bench.start();
        bench.end(ContainerSamples.CRASH);
        assertEquals(stopped(EndCause.ITSELF, Aftermath.REPORT), bench.state());

        bench.tell(START);
        bench.start();
        bench.end(ContainerSamples.CRASH);

        assertEquals("recovering", bench.state().word());
    }

    @Test
    void stopAndStartInOneBreathEndInARunningContainer() {
        ContainerBench bench = recovering().start();

        bench.tell(STOP, START);
        bench.end(ContainerSamples.CRASH);
        bench.start();

        assertEquals("started", bench.state().word());
    }

    @Test
    void containerThatWasKilledForItsStopIsStillStoppedByTheUser() {
        ContainerBench bench = recovering().start();
        bench.tell(STOP);

        List<Effect> effects = bench.pass(5_000);
        bench.end(ContainerSamples.CRASH);

        assertEquals(List.of(kill(101), new Effect.WakeAt(11_000)), effects);
        assertEquals(stopped(EndCause.USER_STOP, Aftermath.NONE), bench.state());
    }
}
