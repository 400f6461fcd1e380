package org.keelson.supervisor.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.backend.ContainerExit;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.Recovery.Exhausted;
import org.keelson.config.state.Recovery.Policy;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.ContainerState.Installed;
import org.keelson.supervisor.container.ContainerState.Recovering;
import org.keelson.supervisor.container.ContainerState.Stopped;

/** What follows when a container ends by itself. */
class RecoveryTest {
    private static final ContainerExit SUCCESS = ContainerBench.SUCCESS;
    private static final ContainerExit EXIT = ContainerSamples.EXIT;
    private static final ContainerExit CRASH = ContainerSamples.CRASH;
    private static final ContainerExit NOT_STARTED = ContainerSamples.NOT_EXECUTED;

    private static Recovery recovery(Policy policy, int maxRetries, double delaySeconds, double factor, Exhausted exhausted) {
        return new Recovery(policy, maxRetries, Duration.ofMillis((long) (delaySeconds * 1_000)), factor, Duration.ZERO, Duration.ZERO,
                exhausted);
    }

    private static Recovery patient(Policy policy) {
        return recovery(policy, 0, 5, 1, new Exhausted.Never());
    }

    private static ContainerBench bench(Recovery recovery, RestartPolicy policy) {
        return new ContainerBench(ContainerSamples.container("web", "app", StatusGoal.STARTED, policy,
                new Supervision(recovery, List.of(), Optional.empty(), Stop.DEFAULT), Execution.PLAIN));
    }

    private static ContainerBench bench(Recovery recovery) {
        return bench(recovery, RestartPolicy.CONTAINER);
    }

    /** How it ended, and then: the word of its state, and what that means for the device. */
    private record Row(Policy policy, RestartPolicy restart, ContainerExit exit, String word, Aftermath aftermath) {}

    private static Row row(Policy policy, ContainerExit exit, String word, Aftermath aftermath) {
        return new Row(policy, RestartPolicy.CONTAINER, exit, word, aftermath);
    }

    private static final List<Row> ROWS = List.of(
            row(Policy.NO, SUCCESS, "stopped", Aftermath.NONE),
            row(Policy.NO, EXIT, "stopped", Aftermath.REPORT),
            row(Policy.NO, CRASH, "stopped", Aftermath.REPORT),
            row(Policy.NO, NOT_STARTED, "stopped", Aftermath.REPORT),
            row(Policy.ON_FAILURE, SUCCESS, "stopped", Aftermath.NONE),
            row(Policy.ON_FAILURE, EXIT, "recovering", Aftermath.NONE),
            row(Policy.ON_FAILURE, CRASH, "recovering", Aftermath.NONE),
            row(Policy.ON_FAILURE, NOT_STARTED, "recovering", Aftermath.NONE),
            row(Policy.ALWAYS, SUCCESS, "recovering", Aftermath.NONE),
            row(Policy.ALWAYS, EXIT, "recovering", Aftermath.NONE),
            row(Policy.ALWAYS, CRASH, "recovering", Aftermath.NONE),
            row(Policy.ALWAYS, NOT_STARTED, "recovering", Aftermath.NONE),
            row(Policy.UNLESS_STOPPED, SUCCESS, "recovering", Aftermath.NONE),
            row(Policy.UNLESS_STOPPED, EXIT, "recovering", Aftermath.NONE),
            row(Policy.UNLESS_STOPPED, CRASH, "recovering", Aftermath.NONE),
            row(Policy.UNLESS_STOPPED, NOT_STARTED, "recovering", Aftermath.NONE),
            new Row(Policy.NO, RestartPolicy.SYSTEM, SUCCESS, "stopped", Aftermath.REBOOT),
            new Row(Policy.NO, RestartPolicy.SYSTEM, EXIT, "stopped", Aftermath.REBOOT),
            new Row(Policy.NO, RestartPolicy.SYSTEM, NOT_STARTED, "stopped", Aftermath.REBOOT),
            new Row(Policy.ON_FAILURE, RestartPolicy.SYSTEM, SUCCESS, "stopped", Aftermath.NONE),
            new Row(Policy.ON_FAILURE, RestartPolicy.SYSTEM, CRASH, "recovering", Aftermath.NONE),
            new Row(Policy.ALWAYS, RestartPolicy.SYSTEM, SUCCESS, "recovering", Aftermath.NONE));

    @ParameterizedTest
    @FieldSource("ROWS")
    void policyAndExitDecideWhetherItComesBack(Row row) {
        ContainerBench bench = bench(patient(row.policy()), row.restart()).start();

        List<Effect> effects = bench.end(row.exit());

        End end = new End(EndCause.ITSELF, Optional.of(row.exit()));
        assertEquals(row.word(), bench.state().word());
        assertEquals(row.word().equals("recovering") ? new Recovering(6_000, end) : new Stopped(end, row.aftermath()), bench.state());
        assertEquals(row.word().equals("recovering"), effects.contains(new Effect.WakeAt(6_000)));
    }

    private record Failure(ContainerEvent... events) {}

    /** Each way in which a start fails. */
    private static final List<Failure> FAILURES = List.of(
            new Failure(new ContainerEvent.PrepareFailed("no")),
            new Failure(new ContainerEvent.Prepared(), new ContainerEvent.LaunchFailed("no")),
            new Failure(new ContainerEvent.Prepared(), new ContainerEvent.Launched(100), new ContainerEvent.LauncherExited(EXIT)),
            new Failure(new ContainerEvent.Prepared(), new ContainerEvent.Launched(100), new ContainerEvent.Hello(101),
                    new ContainerEvent.ExecFailed("ENOENT"), new ContainerEvent.LauncherExited(EXIT)));

    @ParameterizedTest
    @FieldSource("FAILURES")
    void startThatFailsIsTriedAgain(Failure failure) {
        ContainerBench bench = bench(patient(Policy.ON_FAILURE));
        bench.tell(new ContainerEvent.StartAllowed());

        bench.tell(failure.events());
        bench.tell(new ContainerEvent.CleanedUp(List.of()));
        bench.pass(5_000);
        bench.start();

        assertEquals("started", bench.state().word());
        assertEquals(new Attempts(2, 1, 6_000), bench.life.attempts());
    }

    @Test
    void launcherThatHangsIsGivenUpAndTheContainerTriedAgain() {
        ContainerBench bench = bench(patient(Policy.ON_FAILURE));
        bench.tell(new ContainerEvent.StartAllowed(), new ContainerEvent.Prepared(), new ContainerEvent.Launched(100));

        List<Effect> early = bench.pass(89_999);
        List<Effect> late = bench.pass(1);
        bench.end(CRASH);

        assertEquals(List.of(), early);
        assertEquals(List.of(new Effect.Kill("web", 100, 0), new Effect.WakeAt(96_000)), late);
        assertEquals(new Recovering(96_000, new End(EndCause.ITSELF, Optional.of(
                new ContainerExit.StartFailed("start", "its init did not appear in time")))), bench.state());
    }

    @Test
    void programThatSucceededBeforeItsExecWasSeenDidItsWork() {
        ContainerBench bench = bench(patient(Policy.ON_FAILURE));
        bench.tell(new ContainerEvent.StartAllowed(), new ContainerEvent.Prepared(), new ContainerEvent.Launched(100),
                new ContainerEvent.Hello(101));

        bench.end(SUCCESS);

        assertEquals(new Stopped(new End(EndCause.ITSELF, Optional.of(SUCCESS)), Aftermath.NONE), bench.state());
    }

    /** Crashes as often as it is tried again; how long it rested before each try. */
    private static List<Long> rests(ContainerBench bench, int most) {
        List<Long> rests = new ArrayList<>();
        while (rests.size() < most) {
            bench.start();
            bench.end(CRASH);
            if (!(bench.state() instanceof Recovering(long until, _))) {
                return rests;
            }
            rests.add(until - bench.now);
            bench.pass(until - bench.now - 1);
            assertInstanceOf(Recovering.class, bench.state());
            bench.pass(1);
            assertInstanceOf(Installed.class, bench.state());
        }
        return rests;
    }

    private record Delay(double seconds, double factor, List<Long> expected) {}

    private static final List<Delay> DELAYS = List.of(
            new Delay(5, 1, List.of(5_000L, 5_000L, 5_000L)),
            new Delay(5, 2, List.of(5_000L, 10_000L, 20_000L)),
            new Delay(5, 1.5, List.of(5_000L, 7_500L, 11_250L)),
            new Delay(5, 0.5, List.of(5_000L, 5_000L, 5_000L)),
            new Delay(5, 0, List.of(5_000L, 5_000L, 5_000L)),
            new Delay(0, 2, List.of(1_000L, 1_000L, 1_000L)),
            new Delay(0.3, 2, List.of(1_000L, 1_000L, 1_200L)),
            new Delay(3_600, 1_000, List.of(3_600_000L, 86_400_000L, 86_400_000L)),
            new Delay(200_000, 2, List.of(200_000_000L, 200_000_000L, 200_000_000L)));

    @ParameterizedTest
    @FieldSource("DELAYS")
    void delaysGrowByTheFactorWithinASecondAndADayUnlessALongerOneIsAskedFor(Delay delay) {
        ContainerBench bench = bench(recovery(Policy.ALWAYS, 0, delay.seconds(), delay.factor(), new Exhausted.Never()));

        assertEquals(delay.expected(), rests(bench, 3));
    }

    @Test
    void delayStaysInItsBoundsHoweverOftenItIsTried() {
        List<Long> rests = rests(bench(recovery(Policy.ALWAYS, 0, 5, 10, new Exhausted.Never())), 2_000);

        assertEquals(2_000, rests.size());
        assertEquals(86_400_000L, rests.getLast());
    }

    @Test
    void retriesAreCountedAndWhenTheyAreUsedUpTheContainerIsLeft() {
        ContainerBench bench = bench(recovery(Policy.ON_FAILURE, 3, 5, 1, new Exhausted.Never()));

        assertEquals(List.of(5_000L, 5_000L, 5_000L), rests(bench, 10));
        assertEquals(new Stopped(new End(EndCause.ITSELF, Optional.of(CRASH)), Aftermath.REPORT), bench.state());
        assertEquals(4, bench.life.attempts().starts());
        assertEquals(3, bench.life.attempts().retries());
    }

    @ParameterizedTest
    @EnumSource(RestartPolicy.class)
    void usedUpRetriesRebootTheDeviceOfAnyContainerThatSaysSo(RestartPolicy restart) {
        ContainerBench bench = bench(recovery(Policy.ALWAYS, 1, 5, 1, new Exhausted.Reboot()), restart);

        rests(bench, 10);

        assertEquals(new Stopped(new End(EndCause.ITSELF, Optional.of(CRASH)), Aftermath.REBOOT), bench.state());
    }

    @Test
    void usedUpRetriesOfASystemContainerThatIsToBeLeftLeaveTheDevice() {
        ContainerBench bench = bench(recovery(Policy.ALWAYS, 1, 5, 1, new Exhausted.Never()), RestartPolicy.SYSTEM);

        rests(bench, 10);

        assertEquals(new Stopped(new End(EndCause.ITSELF, Optional.of(CRASH)), Aftermath.REPORT), bench.state());
    }

    @Test
    void pauseGivesAllRetriesBack() {
        ContainerBench bench = bench(recovery(Policy.ON_FAILURE, 2, 5, 2, new Exhausted.Pause(Duration.ofMinutes(10))));

        assertEquals(List.of(5_000L, 10_000L, 600_000L, 5_000L, 10_000L, 600_000L), rests(bench, 6));
    }

    @Test
    void pauseOfNoLengthIsASecond() {
        ContainerBench bench = bench(recovery(Policy.ON_FAILURE, 1, 5, 2, new Exhausted.Pause(Duration.ZERO)));

        assertEquals(List.of(5_000L, 1_000L, 5_000L), rests(bench, 3));
    }

    private record Forgiveness(Duration window, Duration stable, long ranMillis, int retries) {}

    /** After two retries, a run of that length; how many retries are counted after it. */
    private static final List<Forgiveness> FORGIVENESS = List.of(
            new Forgiveness(Duration.ZERO, Duration.ZERO, 1_000_000_000, 3),
            new Forgiveness(Duration.ofSeconds(60), Duration.ZERO, 59_999, 3),
            new Forgiveness(Duration.ofSeconds(60), Duration.ZERO, 60_000, 1),
            new Forgiveness(Duration.ZERO, Duration.ofSeconds(30), 29_999, 3),
            new Forgiveness(Duration.ZERO, Duration.ofSeconds(30), 30_000, 1),
            new Forgiveness(Duration.ofSeconds(60), Duration.ofSeconds(30), 40_000, 1),
            new Forgiveness(Duration.ofSeconds(60), Duration.ofSeconds(90), 70_000, 1));

    @ParameterizedTest
    @FieldSource("FORGIVENESS")
    void runThatWasLongOrStableClearsTheRetriesBeforeIt(Forgiveness row) {
        ContainerBench bench = bench(new Recovery(Policy.ON_FAILURE, 5, Duration.ofSeconds(5), 1, row.window(), row.stable(),
                new Exhausted.Never()));
        rests(bench, 2);

        bench.start();
        bench.pass(row.ranMillis());
        bench.end(CRASH);

        assertEquals(row.retries(), bench.life.attempts().retries());
    }

    @Test
    void timeWithoutReachingTheGoalIsNotStable() {
        ContainerBench bench = new ContainerBench(ContainerSamples.container("web", "app", StatusGoal.READY, RestartPolicy.CONTAINER,
                new Supervision(new Recovery(Policy.ALWAYS, 5, Duration.ofSeconds(5), 1, Duration.ZERO, Duration.ofSeconds(30),
                        new Exhausted.Never()), List.of(), Optional.empty(), Stop.DEFAULT), Execution.PLAIN));
        rests(bench, 2);

        bench.start();
        bench.pass(1_000_000);
        bench.end(CRASH);

        assertEquals(3, bench.life.attempts().retries());
    }

    @Test
    void endOfTheDeviceIsNoReasonToComeBack() {
        ContainerBench bench = bench(patient(Policy.ALWAYS)).start();
        bench.tell(new ContainerEvent.StopRequested());

        bench.end(EXIT);

        assertEquals(new Stopped(new End(EndCause.DEVICE, Optional.of(EXIT)), Aftermath.NONE), bench.state());
    }
}
