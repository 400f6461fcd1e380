package org.keelson.supervisor.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Health;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;

/** What is remembered of a container, in words that explain to people what happened. */
class ChangeTest {
    private static final Health HEALTH = new Health(new Health.Probe.Tcp(80), Duration.ofSeconds(10), Duration.ofSeconds(2), 1,
            Duration.ZERO, Health.OnUnhealthy.RESTART);

    private static ContainerBench bench(Recovery.Policy policy, int maxRetries, Recovery.Exhausted exhausted) {
        Recovery recovery = new Recovery(policy, maxRetries, Duration.ofSeconds(5), 1, Duration.ZERO, Duration.ZERO, exhausted);
        return new ContainerBench(ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER,
                new Supervision(recovery, List.of(), Optional.of(HEALTH), Stop.DEFAULT), Execution.PLAIN));
    }

    private final ContainerBench bench = bench(Recovery.Policy.ON_FAILURE, 1, new Recovery.Exhausted.Never());

    private static List<String> lines(ContainerBench of) {
        List<String> lines = of.changes.stream().map(change -> change.from() + " > " + change.to() + ": " + change.cause()).toList();
        of.changes.clear();
        return lines;
    }

    @Test
    void startIsRememberedStepByStep() {
        bench.tell(new ContainerEvent.Held(new Obstacle.OfContainer("db")));
        bench.start();

        assertEquals(List.of(
                "installed > blocked: waits for container db",
                "blocked > preparing: its turn to start",
                "preparing > launching: prepared",
                "launching > starting: launched, pid 100",
                "starting > executing: init is there, pid 101",
                "executing > started: executed"), lines(bench));
    }

    @Test
    void eachThingThatItWaitsForIsRememberedOnce() {
        bench.tell(new ContainerEvent.Held(new Obstacle.OfGroup("root")), new ContainerEvent.Held(new Obstacle.OfGroup("root")),
                new ContainerEvent.Held(new Obstacle.OfContainer("db")));

        assertEquals(List.of("installed > blocked: waits for group root", "blocked > blocked: waits for container db"), lines(bench));
    }

    @Test
    void endIsRememberedWithWhatFollowsIt() {
        bench.start();
        lines(bench);

        bench.end(ContainerSamples.EXIT);
        bench.pass(5_000);
        assertEquals(List.of(
                "started > cleaning: ended, exit 3",
                "cleaning > recovering: cleaned up, tried again in 5 s",
                "recovering > installed: time to try again"), lines(bench));

        bench.start();
        lines(bench);
        bench.end(ContainerSamples.CRASH);
        assertEquals(List.of(
                "started > cleaning: ended, signal 11 (core dumped)",
                "cleaning > stopped: cleaned up, left so"), lines(bench));
    }

    @Test
    void rebootOfTheDeviceIsRememberedWithTheEndThatItIsFor() {
        ContainerBench exhausted = bench(Recovery.Policy.ALWAYS, 1, new Recovery.Exhausted.Reboot());
        exhausted.life = new ContainerLife(new ContainerState.Cleaning(new ContainerState.End(EndCause.ITSELF,
                Optional.of(ContainerSamples.EXIT))), Wish.RUN, new Attempts(2, 1, 0), new GoalTimer.Idle());

        exhausted.tell(new ContainerEvent.CleanedUp(List.of("unmount /x: EBUSY")));

        assertEquals(List.of("cleaning > stopped: cleaned up but for unmount /x: EBUSY, the device reboots for it"), lines(exhausted));
    }

    @Test
    void ordersOfAUserAreRemembered() {
        bench.start();
        lines(bench);

        bench.tell(new ContainerEvent.StopOrdered());
        bench.end(ContainerSamples.EXIT);
        bench.tell(new ContainerEvent.StartOrdered());

        assertEquals(List.of(
                "started > stopping: stop was ordered",
                "stopping > cleaning: ended, exit 3",
                "cleaning > stopped: cleaned up",
                "stopped > installed: start was ordered"), lines(bench));
    }

    @Test
    void killIsRememberedOnceWithItsReason() {
        bench.start();
        bench.tell(new ContainerEvent.StopOrdered());
        lines(bench);

        bench.pass(5_000);
        bench.pass(5_000);

        assertEquals(List.of("stopping > stopping: killed: did not stop in time"), lines(bench));
    }

    @Test
    void rebootOfAContainerInsteadOfItsStopIsRemembered() {
        bench.start();
        bench.tell(new ContainerEvent.StopOrdered());
        lines(bench);

        bench.tell(new ContainerEvent.Hello(102));

        assertEquals(List.of("stopping > stopping: killed: init is there, pid 102"), lines(bench));
    }

    @Test
    void healthIsRememberedWhenItChanges() {
        bench.start();
        lines(bench);

        bench.pass(10_000);
        bench.tell(new ContainerEvent.Probed(101, Optional.empty()));
        bench.pass(10_000);
        bench.tell(new ContainerEvent.Probed(101, Optional.empty()));
        assertEquals(List.of("started > started: healthy, well"), lines(bench));

        bench.pass(10_000);
        bench.tell(new ContainerEvent.Probed(101, Optional.of("connection refused")));
        assertEquals(List.of("started > stopping: not well: connection refused"), lines(bench));
    }

    @Test
    void answerThatDoesNotComeIsRememberedAsSuch() {
        bench.start();
        bench.pass(10_000);
        lines(bench);

        bench.pass(7_000);

        assertEquals(List.of("started > stopping: gave no answer about its health"), lines(bench));
    }

    @Test
    void launcherThatIsGivenUpIsRemembered() {
        bench.tell(new ContainerEvent.StartAllowed(), new ContainerEvent.Prepared(), new ContainerEvent.Launched(100));
        bench.pass(30_000);
        lines(bench);

        bench.pass(60_000);

        assertEquals(List.of("starting > failing: does not get to its program"), lines(bench));
    }

    @Test
    void eventWithoutAChangeIsNotRemembered() {
        bench.start();
        lines(bench);

        bench.tell(new ContainerEvent.TimePassed(), new ContainerEvent.Connected(), new ContainerEvent.StartOrdered());

        assertEquals(List.of(), lines(bench));
    }
}
