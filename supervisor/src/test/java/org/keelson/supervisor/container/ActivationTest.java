package org.keelson.supervisor.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.backend.ContainerExit.StartFailed;
import org.keelson.config.state.Execution;
import org.keelson.config.state.ListeningSocket;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.Resources;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.ContainerState.Installed;
import org.keelson.supervisor.container.ContainerState.Listening;
import org.keelson.supervisor.container.ContainerState.Preparing;
import org.keelson.supervisor.container.ContainerState.Recovering;
import org.keelson.supervisor.container.ContainerState.Stopped;

/** A container that the first connection to one of its sockets starts. */
class ActivationTest {
    private static final ContainerEvent ALLOWED = new ContainerEvent.StartAllowed();
    private static final Effect LISTEN = new Effect.Listen("web");
    private static final Effect UNLISTEN = new Effect.Unlisten("web");
    private static final Execution ACTIVATED = execution(true);

    private static Execution execution(boolean activate) {
        return new Execution(Map.of(), false, Resources.UNLIMITED, List.of(new ListeningSocket("http", ListeningSocket.Kind.STREAM,
                new ListeningSocket.Address.Unix("http"), activate)));
    }

    private static ContainerBench bench(Recovery.Policy policy, Execution execution) {
        Recovery recovery = new Recovery(policy, 3, Duration.ofSeconds(5), 1, Duration.ZERO, Duration.ZERO, new Recovery.Exhausted.Reboot());
        return new ContainerBench(ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER,
                new Supervision(recovery, List.of(), Optional.empty(), Stop.DEFAULT), execution));
    }

    private final ContainerBench bench = bench(Recovery.Policy.NO, ACTIVATED);

    private void connect() {
        bench.tell(ALLOWED, new ContainerEvent.Connected());
        bench.start();
    }

    @Test
    void containerListensInsteadOfStartingAndThatIsItsGoal() {
        List<Effect> effects = bench.tell(ALLOWED);

        assertEquals(List.of(LISTEN), effects);
        assertEquals(new ContainerLife(new Listening(), Wish.LISTEN, Attempts.NONE, new GoalTimer.Reached(1_000)), bench.life);
    }

    @Test
    void containerWhoseSocketsWaitForNobodyIsStarted() {
        ContainerBench plain = bench(Recovery.Policy.NO, execution(false));

        plain.tell(ALLOWED);

        assertEquals(new Preparing(Optional.empty()), plain.state());
    }

    @Test
    void connectionStartsIt() {
        bench.tell(ALLOWED);

        List<Effect> connected = bench.tell(new ContainerEvent.Connected());
        bench.start();

        assertEquals(List.of(), connected);
        assertEquals("started", bench.state().word());
        assertEquals(Wish.RUN, bench.life.wish());
    }

    @Test
    void connectionsToARunningContainerAreItsOwn() {
        connect();

        assertEquals(List.of(), bench.tell(new ContainerEvent.Connected()));
        assertEquals("started", bench.state().word());
    }

    private static final List<Recovery.Policy> POLICIES = List.of(Recovery.Policy.values());

    @ParameterizedTest
    @FieldSource("POLICIES")
    void containerThatDidItsWorkListensAgainWhateverItsRecovery(Recovery.Policy policy) {
        ContainerBench recovering = bench(policy, ACTIVATED);
        recovering.tell(ALLOWED, new ContainerEvent.Connected());
        recovering.start();
        recovering.now += 1_000;

        recovering.end(ContainerBench.SUCCESS);
        List<Effect> effects = recovering.tell(ALLOWED);

        assertEquals(List.of(LISTEN), effects);
        assertEquals(new Listening(), recovering.state());
        assertEquals(Wish.LISTEN, recovering.life.wish());
    }

    @Test
    void containerThatEndsAtOnceListensAgainAfterAPause() {
        connect();
        bench.now += 999;

        bench.end(ContainerBench.SUCCESS);

        assertEquals(new Recovering(bench.now + 1_000, new End(EndCause.ITSELF, Optional.of(ContainerBench.SUCCESS))), bench.state());
        bench.pass(1_000);
        assertEquals(new Installed(), bench.state());
        assertEquals(List.of(LISTEN), bench.tell(ALLOWED));
    }

    @Test
    void crashIsRecoveredWithoutAConnection() {
        ContainerBench recovering = bench(Recovery.Policy.ON_FAILURE, ACTIVATED);
        recovering.tell(ALLOWED, new ContainerEvent.Connected());
        recovering.start();

        recovering.end(ContainerSamples.CRASH);
        recovering.pass(5_000);
        recovering.tell(ALLOWED);

        assertEquals(new Preparing(Optional.empty()), recovering.state());
    }

    @Test
    void workThatIsDoneClearsTheRetriesBeforeIt() {
        ContainerBench recovering = bench(Recovery.Policy.ON_FAILURE, ACTIVATED);
        recovering.tell(ALLOWED, new ContainerEvent.Connected());
        recovering.start();
        recovering.end(ContainerSamples.CRASH);
        recovering.pass(5_000);
        recovering.start();

        recovering.end(ContainerBench.SUCCESS);

        assertEquals(new Attempts(2, 0, 6_000), recovering.life.attempts());
    }

    @Test
    void crashWithoutRecoveryClosesTheSockets() {
        connect();

        List<Effect> effects = bench.end(ContainerSamples.CRASH);

        assertEquals(UNLISTEN, effects.getLast());
        assertEquals(new Stopped(new End(EndCause.ITSELF, Optional.of(ContainerSamples.CRASH)), Aftermath.REPORT), bench.state());
    }

    @Test
    void socketThatCannotBeOpenedIsAFailedStart() {
        bench.tell(ALLOWED);

        List<Effect> effects = bench.tell(new ContainerEvent.ListenFailed("EADDRINUSE"));

        End end = new End(EndCause.ITSELF, Optional.of(new StartFailed("listen", "EADDRINUSE")));
        assertEquals(List.of(UNLISTEN), effects);
        assertEquals(new Stopped(end, Aftermath.REPORT), bench.state());
    }

    @Test
    void socketThatCannotBeOpenedIsTriedAgain() {
        ContainerBench recovering = bench(Recovery.Policy.ON_FAILURE, ACTIVATED);
        recovering.tell(ALLOWED, new ContainerEvent.ListenFailed("EADDRINUSE"));
        recovering.pass(5_000);

        assertEquals(List.of(LISTEN), recovering.tell(ALLOWED));
        assertEquals(new Attempts(0, 1, 0), recovering.life.attempts());
    }

    @Test
    void listeningContainerIsStoppedByClosingItsSockets() {
        bench.tell(ALLOWED);

        assertEquals(List.of(UNLISTEN), bench.tell(new ContainerEvent.StopRequested()));
        assertEquals(new Stopped(new End(EndCause.DEVICE, Optional.empty()), Aftermath.NONE), bench.state());
    }

    @Test
    void userStartsAListeningContainerWithoutAConnection() {
        bench.tell(ALLOWED, new ContainerEvent.StartOrdered(), ALLOWED);

        assertEquals(new Preparing(Optional.empty()), bench.state());
    }

    @Test
    void userStopsAListeningContainerAndItsSocketsAreClosed() {
        bench.tell(ALLOWED);

        assertEquals(List.of(UNLISTEN), bench.tell(new ContainerEvent.StopOrdered()));
        assertEquals(Wish.STOP, bench.life.wish());
    }

    @Test
    void runningContainerThatIsStoppedClosesItsSocketsLast() {
        connect();
        bench.tell(new ContainerEvent.StopOrdered());

        List<Effect> effects = bench.tell(new ContainerEvent.LauncherExited(ContainerSamples.EXIT),
                new ContainerEvent.CleanedUp(List.of()));

        assertEquals(List.of(new Effect.CleanUp("web"), UNLISTEN), effects);
    }

    @Test
    void nothingElseMattersToAListeningContainer() {
        for (ContainerEvent event : ContainerSamples.EVENTS) {
            ContainerBench listening = bench(Recovery.Policy.NO, ACTIVATED);
            listening.tell(ALLOWED);

            switch (event) {
                case ContainerEvent.Connected _, ContainerEvent.ListenFailed _, ContainerEvent.StartOrdered _,
                        ContainerEvent.StopOrdered _, ContainerEvent.RestartOrdered _, ContainerEvent.StopRequested _ -> {}
                case ContainerEvent.StartAllowed _, ContainerEvent.Held _, ContainerEvent.Prepared _, ContainerEvent.PrepareFailed _,
                        ContainerEvent.Launched _, ContainerEvent.LaunchFailed _, ContainerEvent.Hello _, ContainerEvent.Executed _,
                        ContainerEvent.ExecFailed _, ContainerEvent.BecameReady _, ContainerEvent.Probed _,
                        ContainerEvent.LauncherExited _, ContainerEvent.TimePassed _, ContainerEvent.CleanedUp _ -> {
                    assertEquals(List.of(), listening.tell(event), event::words);
                    assertEquals(new Listening(), listening.state(), event::words);
                }
            }
        }
    }
}
