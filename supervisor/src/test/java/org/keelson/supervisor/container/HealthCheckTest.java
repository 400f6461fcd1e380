package org.keelson.supervisor.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Health;
import org.keelson.config.state.Health.OnUnhealthy;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.ContainerState.Recovering;
import org.keelson.supervisor.container.ContainerState.Stopped;
import org.keelson.supervisor.container.ContainerState.Stopping;
import org.keelson.supervisor.container.Vitals.Verdict;

/** When a container is asked whether it is well, and what its answers lead to: every 10 s, 2 s for an answer, 3 failures. */
class HealthCheckTest {
    private static final ContainerEvent WELL = new ContainerEvent.Probed(101, Optional.empty());
    private static final ContainerEvent ILL = new ContainerEvent.Probed(101, Optional.of("exit 1"));
    private static final Effect PROBE = new Effect.Probe("web", 101);
    private static final long INTERVAL = 10_000;
    private static final long ANSWER = 7_000; // 2 s, and 5 s of patience with the probe itself
    private static final Recovery RETRY = new Recovery(Recovery.Policy.ON_FAILURE, 1, Duration.ofSeconds(20), 1, Duration.ZERO,
            Duration.ZERO, new Recovery.Exhausted.Reboot());

    private static ContainerBench bench(OnUnhealthy action, Recovery recovery, int startSeconds, StatusGoal goal) {
        Health health = new Health(new Health.Probe.Tcp(80), Duration.ofMillis(INTERVAL), Duration.ofSeconds(2), 3,
                Duration.ofSeconds(startSeconds), action);
        return new ContainerBench(ContainerSamples.container("web", "app", goal, RestartPolicy.CONTAINER,
                new Supervision(recovery, List.of(), Optional.of(health), Stop.DEFAULT), Execution.PLAIN));
    }

    private static ContainerBench started(OnUnhealthy action) {
        return bench(action, Recovery.NO, 0, StatusGoal.STARTED).start();
    }

    private static Vitals vitals(ContainerBench bench) {
        return ContainerDecision.vitals(bench.state()).orElseThrow();
    }

    private static void fail(ContainerBench bench, int times) {
        for (int i = 0; i < times; i++) {
            bench.pass(INTERVAL);
            bench.tell(ILL);
        }
    }

    @Test
    void firstQuestionFollowsTheStartAfterOneInterval() {
        ContainerBench bench = bench(OnUnhealthy.REPORT, Recovery.NO, 0, StatusGoal.STARTED);

        List<Effect> started = bench.start().tell();
        List<Effect> early = bench.pass(INTERVAL - 1);
        List<Effect> due = bench.pass(1);

        assertEquals(List.of(), started);
        assertEquals(List.of(), early);
        assertEquals(List.of(PROBE, new Effect.WakeAt(bench.now + ANSWER)), due);
        assertEquals(new Vitals(Verdict.STARTING, 0, true, bench.now + ANSWER), vitals(bench));
    }

    @Test
    void wakeForTheFirstQuestionIsOrderedWithTheStart() {
        ContainerBench bench = bench(OnUnhealthy.REPORT, Recovery.NO, 0, StatusGoal.STARTED);
        bench.tell(new ContainerEvent.StartAllowed(), new ContainerEvent.Prepared(), new ContainerEvent.Launched(100),
                new ContainerEvent.Hello(101));

        assertEquals(List.of(new Effect.WakeAt(bench.now + INTERVAL)), bench.tell(new ContainerEvent.Executed()));
    }

    @Test
    void nextQuestionFollowsTheAnswerAfterOneInterval() {
        ContainerBench bench = started(OnUnhealthy.REPORT);
        bench.pass(INTERVAL);
        bench.now += 500;

        List<Effect> answered = bench.tell(WELL);

        assertEquals(List.of(new Effect.WakeAt(bench.now + INTERVAL)), answered);
        assertEquals(new Vitals(Verdict.HEALTHY, 0, false, bench.now + INTERVAL), vitals(bench));
        assertEquals(List.of(), bench.pass(INTERVAL - 1));
        assertEquals(List.of(PROBE, new Effect.WakeAt(bench.now + 1 + ANSWER)), bench.pass(1));
    }

    @Test
    void questionThatIsOpenIsNotAskedTwice() {
        ContainerBench bench = started(OnUnhealthy.REPORT);
        bench.pass(INTERVAL);

        assertEquals(List.of(), bench.pass(ANSWER - 1));
    }

    @Test
    void soManyFailuresInARowMakeItUnhealthy() {
        ContainerBench bench = started(OnUnhealthy.REPORT);

        fail(bench, 2);
        assertEquals(new Vitals(Verdict.STARTING, 2, false, bench.now + INTERVAL), vitals(bench));
        fail(bench, 1);

        assertEquals(new Vitals(Verdict.UNHEALTHY, 3, false, bench.now + INTERVAL), vitals(bench));
        assertEquals("started", bench.state().word());
    }

    @Test
    void goodAnswerBetweenBadOnesBeginsTheCountAnew() {
        ContainerBench bench = started(OnUnhealthy.STOP);
        fail(bench, 2);
        bench.pass(INTERVAL);
        bench.tell(WELL);

        fail(bench, 2);

        assertEquals(new Vitals(Verdict.HEALTHY, 2, false, bench.now + INTERVAL), vitals(bench));
    }

    @Test
    void unhealthyContainerThatIsOnlyReportedRecoversByItself() {
        ContainerBench bench = started(OnUnhealthy.REPORT);
        fail(bench, 5);
        assertEquals(Verdict.UNHEALTHY, vitals(bench).verdict());

        bench.pass(INTERVAL);
        bench.tell(WELL);

        assertEquals(new Vitals(Verdict.HEALTHY, 0, false, bench.now + INTERVAL), vitals(bench));
    }

    @Test
    void failuresWhileItStartsUpDoNotCount() {
        ContainerBench bench = bench(OnUnhealthy.STOP, Recovery.NO, 35, StatusGoal.STARTED).start();

        fail(bench, 3);
        assertEquals(0, vitals(bench).failures());
        fail(bench, 2);
        assertEquals(2, vitals(bench).failures());
        fail(bench, 1);

        assertEquals("stopping", bench.state().word());
    }

    @Test
    void failuresAfterItsFirstGoodAnswerCountEvenWhileItStartsUp() {
        ContainerBench bench = bench(OnUnhealthy.STOP, Recovery.NO, 1_000, StatusGoal.STARTED).start();
        bench.pass(INTERVAL);
        bench.tell(WELL);

        fail(bench, 3);

        assertEquals("stopping", bench.state().word());
    }

    @Test
    void answerThatDoesNotComeIsAFailure() {
        ContainerBench bench = started(OnUnhealthy.STOP);

        for (int i = 0; i < 3; i++) {
            assertEquals("started", bench.state().word());
            bench.pass(INTERVAL);
            bench.pass(ANSWER);
        }

        assertEquals("stopping", bench.state().word());
    }

    @Test
    void answerThatComesTooLateCountsNoMore() {
        ContainerBench bench = started(OnUnhealthy.STOP);
        bench.pass(INTERVAL);
        bench.pass(ANSWER);
        Vitals before = vitals(bench);

        List<Effect> effects = bench.tell(WELL, ILL);

        assertEquals(List.of(), effects);
        assertEquals(before, vitals(bench));
    }

    @Test
    void answerOfAnInitThatIsGoneCountsForNobody() {
        ContainerBench bench = started(OnUnhealthy.STOP);
        bench.pass(INTERVAL);
        bench.tell(new ContainerEvent.Hello(102), new ContainerEvent.Executed());
        Vitals before = vitals(bench);

        bench.tell(ILL);

        assertEquals(new Vitals(Verdict.STARTING, 0, false, bench.now + INTERVAL), before);
        assertEquals(before, vitals(bench));
    }

    @Test
    void readyContainerIsAskedOnWhereItWas() {
        ContainerBench bench = bench(OnUnhealthy.STOP, Recovery.NO, 0, StatusGoal.READY).start();
        fail(bench, 2);

        bench.tell(new ContainerEvent.BecameReady());
        assertEquals("ready", bench.state().word());
        fail(bench, 1);

        assertEquals("stopping", bench.state().word());
    }

    @Test
    void containerWithoutHealthCheckIsNeverAsked() {
        ContainerBench bench = new ContainerBench(
                ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER)).start();

        assertEquals(List.of(), bench.pass(1_000_000));
        assertEquals(List.of(), bench.tell(ILL));
    }

    private record Row(OnUnhealthy action, Recovery recovery, String word, Aftermath aftermath, long restMillis) {}

    private static final List<Row> ROWS = List.of(
            new Row(OnUnhealthy.RESTART, RETRY, "recovering", Aftermath.NONE, 20_000),
            new Row(OnUnhealthy.RESTART, Recovery.NO, "recovering", Aftermath.NONE, 5_000),
            new Row(OnUnhealthy.STOP, RETRY, "stopped", Aftermath.REPORT, 0),
            new Row(OnUnhealthy.STOP, Recovery.NO, "stopped", Aftermath.REPORT, 0),
            new Row(OnUnhealthy.REBOOT, RETRY, "stopped", Aftermath.REBOOT, 0),
            new Row(OnUnhealthy.REBOOT, Recovery.NO, "stopped", Aftermath.REBOOT, 0));

    @ParameterizedTest
    @FieldSource("ROWS")
    void unhealthyContainerIsStoppedWithGraceAndThenItsActionIsTaken(Row row) {
        ContainerBench bench = bench(row.action(), row.recovery(), 0, StatusGoal.STARTED).start();
        fail(bench, 2);
        bench.pass(INTERVAL);

        List<Effect> effects = bench.tell(ILL);
        ContainerState stopping = bench.state();
        bench.end(ContainerBench.SUCCESS);

        End end = new End(EndCause.UNHEALTHY, Optional.of(ContainerBench.SUCCESS));
        assertEquals(List.of(new Effect.Halt("web", 100, 101), new Effect.WakeAt(bench.now + 5_000)), effects.subList(0, 2));
        assertEquals(new Stopping(100, 101, bench.now + 5_000, false, EndCause.UNHEALTHY), stopping);
        assertEquals(row.word().equals("recovering") ? new Recovering(bench.now + row.restMillis(), end) : new Stopped(end, row.aftermath()),
                bench.state());
    }

    @Test
    void restartsOfAnUnhealthyContainerWithoutRecoveryGrowApartAndNeverEnd() {
        ContainerBench bench = bench(OnUnhealthy.RESTART, Recovery.NO, 0, StatusGoal.STARTED);

        for (long rest = 5_000; rest < 1_000_000; rest *= 2) {
            bench.start();
            fail(bench, 3);
            bench.end(ContainerSamples.CRASH);
            assertEquals(new Recovering(bench.now + rest, new End(EndCause.UNHEALTHY, Optional.of(ContainerSamples.CRASH))), bench.state());
            bench.pass(rest);
        }
    }

    @Test
    void longHealthyRunClearsTheRestartsBeforeIt() {
        ContainerBench bench = bench(OnUnhealthy.RESTART, Recovery.NO, 0, StatusGoal.STARTED).start();
        fail(bench, 3);
        bench.end(ContainerSamples.CRASH);
        bench.pass(5_000);
        bench.start();
        bench.pass(INTERVAL);
        bench.tell(WELL);
        bench.now += 60_000;

        fail(bench, 3);
        bench.end(ContainerSamples.CRASH);

        assertEquals(1, bench.life.attempts().retries());
    }

    @Test
    void runInWhichItWasNeverWellClearsNothingHoweverLongItWas() {
        Recovery patient = new Recovery(Recovery.Policy.ON_FAILURE, 2, Duration.ofSeconds(20), 1, Duration.ofSeconds(15),
                Duration.ofSeconds(15), new Recovery.Exhausted.Never());
        ContainerBench bench = bench(OnUnhealthy.RESTART, patient, 0, StatusGoal.STARTED);

        for (int run = 0; run < 3; run++) {
            bench.start();
            fail(bench, 3);
            bench.end(ContainerSamples.CRASH);
            bench.pass(20_000);
        }

        assertEquals(new Stopped(new End(EndCause.UNHEALTHY, Optional.of(ContainerSamples.CRASH)), Aftermath.REPORT), bench.state());
    }

    @Test
    void restartsOfAnUnhealthyContainerUseUpItsRetries() {
        ContainerBench bench = bench(OnUnhealthy.RESTART, RETRY, 0, StatusGoal.STARTED).start();
        fail(bench, 3);
        bench.end(ContainerSamples.CRASH);
        bench.pass(20_000);
        bench.start();

        fail(bench, 3);
        bench.end(ContainerSamples.CRASH);

        assertEquals(new Stopped(new End(EndCause.UNHEALTHY, Optional.of(ContainerSamples.CRASH)), Aftermath.REBOOT), bench.state());
    }

    @Test
    void containerWithAHealthCheckButNoRecoveryIsLeftWhenItEndsByItself() {
        ContainerBench bench = started(OnUnhealthy.RESTART);

        bench.end(ContainerSamples.CRASH);

        assertEquals(new Stopped(new End(EndCause.ITSELF, Optional.of(ContainerSamples.CRASH)), Aftermath.REPORT), bench.state());
    }
}
