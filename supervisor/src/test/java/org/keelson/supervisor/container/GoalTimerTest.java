package org.keelson.supervisor.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;

/** How long a container has for its goal, and when that time begins anew: 30 s. */
class GoalTimerTest {
    private static final Recovery ALWAYS = new Recovery(Recovery.Policy.ALWAYS, 0, Duration.ofSeconds(10), 1, Duration.ZERO,
            Duration.ofSeconds(60), new Recovery.Exhausted.Never());
    private static final ContainerEvent READY = new ContainerEvent.BecameReady();
    private static final Obstacle ROOT = new Obstacle.OfGroup("root");
    private static final Obstacle DB = new Obstacle.OfContainer("db");

    private static Container container(StatusGoal goal) {
        return ContainerSamples.container("web", "app", goal, RestartPolicy.CONTAINER,
                new Supervision(ALWAYS, List.of(), Optional.empty(), Stop.DEFAULT), Execution.PLAIN);
    }

    private final ContainerBench bench = new ContainerBench(container(StatusGoal.READY));

    private static GoalTimer waiting(long until) {
        return new GoalTimer.Waiting(until);
    }

    private GoalTimer goal() {
        return bench.life.goal();
    }

    @Test
    void timeBeginsWhenItsTurnHasCome() {
        bench.tell(new ContainerEvent.Held(ROOT));
        bench.pass(50_000);
        assertEquals(new GoalTimer.Idle(), goal());

        List<Effect> effects = bench.tell(new ContainerEvent.StartAllowed());

        assertEquals(waiting(bench.now + 30_000), goal());
        assertEquals(List.of(new Effect.Prepare("web"), new Effect.WakeAt(bench.now + 30_000)), effects);
    }

    @Test
    void timeRunsWhileItWaitsForAnotherContainer() {
        bench.tell(new ContainerEvent.Held(DB));
        assertEquals(waiting(31_000), goal());

        bench.pass(20_000);
        bench.tell(new ContainerEvent.StartAllowed());

        assertEquals(waiting(31_000), goal());
    }

    @Test
    void goalIsReachedAtItsStatus() {
        for (StatusGoal wanted : StatusGoal.values()) {
            ContainerBench reaching = new ContainerBench(container(wanted));
            reaching.start();
            reaching.now += 7;
            reaching.tell(READY);

            long since = wanted == StatusGoal.READY ? 1_007 : 1_000;
            assertEquals(new GoalTimer.Reached(since), reaching.life.goal(), wanted::name);
        }
    }

    @Test
    void goalIsOverdueWhenItsTimeIsOverAndThatIsSaidOnce() {
        bench.start();

        bench.pass(29_999);
        assertEquals(waiting(31_000), goal());
        bench.changes.clear();
        bench.pass(1);
        bench.pass(100_000);

        assertEquals(new GoalTimer.Overdue(), goal());
        assertEquals(List.of(new Change("web", "started", "started", "goal READY not reached within 30 s")), bench.changes);
    }

    @Test
    void goalThatIsReachedLateIsReached() {
        bench.start();
        bench.pass(40_000);

        bench.tell(READY);

        assertEquals(new GoalTimer.Reached(41_000), goal());
    }

    @Test
    void timeGoesOnOverARecoveryOnTheWay() {
        bench.start();
        bench.pass(5_000);

        bench.end(ContainerSamples.CRASH);
        assertEquals(waiting(31_000), goal());
        bench.pass(10_000);
        assertEquals(waiting(31_000), goal());
        bench.start();
        assertEquals(waiting(31_000), goal());
        bench.pass(15_000);

        assertEquals(new GoalTimer.Overdue(), goal());
    }

    @Test
    void containerThatIsOverdueStaysSoUntilItReachesItsGoal() {
        bench.start();
        bench.pass(30_000);

        bench.end(ContainerSamples.CRASH);
        bench.pass(10_000);
        bench.tell(new ContainerEvent.Held(ROOT));
        assertEquals(new GoalTimer.Overdue(), goal());
        bench.start();
        assertEquals(new GoalTimer.Overdue(), goal());
        bench.tell(READY);

        assertEquals(new GoalTimer.Reached(bench.now), goal());
    }

    @Test
    void containerThatHadReachedItsGoalHasItsTimeAgainWhenItFails() {
        bench.start();
        bench.tell(READY);
        bench.pass(500_000);

        List<Effect> effects = bench.tell(new ContainerEvent.LauncherExited(ContainerSamples.CRASH));

        assertEquals(waiting(531_000), goal());
        assertTrue(effects.contains(new Effect.WakeAt(531_000)));
    }

    @Test
    void containerThatRebootsItselfHasItsTimeAgain() {
        bench.start();
        bench.tell(READY);
        bench.pass(500_000);

        bench.tell(new ContainerEvent.Hello(102));

        assertEquals(waiting(531_000), goal());
    }

    @Test
    void orderBeginsTheTimeAnew() {
        bench.start();
        bench.pass(30_000);
        assertEquals(new GoalTimer.Overdue(), goal());

        bench.tell(new ContainerEvent.RestartOrdered());

        assertEquals(waiting(61_000), goal());
    }

    @Test
    void nothingIsExpectedOfAContainerThatAUserStops() {
        bench.start();
        bench.tell(new ContainerEvent.StopOrdered());
        assertEquals(new GoalTimer.Idle(), goal());

        bench.end(ContainerSamples.EXIT);
        bench.pass(100_000);

        assertEquals(new GoalTimer.Idle(), goal());
    }

    @Test
    void stoppedContainerThatAUserStartsHasItsTimeFromItsTurnOn() {
        bench.tell(new ContainerEvent.StopOrdered());
        bench.pass(100_000);

        bench.tell(new ContainerEvent.StartOrdered());
        assertEquals(new GoalTimer.Idle(), goal());
        bench.tell(new ContainerEvent.StartAllowed());

        assertEquals(waiting(bench.now + 30_000), goal());
    }

    @Test
    void containerIsStableOnceItHasKeptItsGoalForSoLong() {
        Container container = container(StatusGoal.READY);
        bench.start();
        assertFalse(bench.life.stable(container, bench.now + 1_000_000));

        bench.tell(READY);

        assertFalse(bench.life.stable(container, bench.now + 59_999));
        assertTrue(bench.life.stable(container, bench.now + 60_000));
    }

    @Test
    void containerWithoutAStableTimeoutIsStableWithItsGoal() {
        Container container = ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER);
        ContainerBench plain = new ContainerBench(container);
        assertFalse(plain.life.stable(container, plain.now));

        plain.start();

        assertTrue(plain.life.stable(container, plain.now));
    }
}
