package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Group;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.control.ChangeView;
import org.keelson.supervisor.control.ContainerAction;
import org.keelson.supervisor.control.Outcome;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.effect.StoppedContainers;

/** What users order, what recovery does in between, and what of it is remembered. */
class SupervisorOrdersTest {
    private static final int FIRST = SupervisorBench.FIRST_LAUNCHER;
    private static final int SECOND = FIRST + 1;
    private static final Outcome ACCEPTED = new Outcome.Accepted();

    @TempDir
    private Path folder;

    private SupervisorBench bench(StatusGoal goal, RestartPolicy restart, Recovery.Policy policy) throws IOException {
        Recovery recovery = new Recovery(policy, 1, Duration.ofSeconds(5), 1, Duration.ZERO, Duration.ZERO, new Recovery.Exhausted.Reboot());
        Container web = new Container("web", "app", goal, restart, Optional.of("lxc.container.conf"), Optional.empty(), List.of(), List.of(),
                Set.of(), false, false, List.of(), Duration.ofSeconds(30),
                new Supervision(recovery, List.of(), Optional.empty(), Stop.DEFAULT), Execution.PLAIN);
        return new SupervisorBench(folder, new Blueprint("7", List.of(new Blueprint.Members(
                new Group("app", goal, restart, Duration.ofSeconds(30), recovery), List.of(web)))));
    }

    private SupervisorBench bench(Recovery.Policy policy) throws IOException {
        return bench(StatusGoal.STARTED, RestartPolicy.CONTAINER, policy);
    }

    private static Outcome order(SupervisorBench bench, ContainerAction action) {
        Outcome outcome = bench.supervisor.control("web", action);
        bench.loop.settle();
        return outcome;
    }

    @Test
    void userStopsAndStartsAContainer() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.ALWAYS).begin().execute(FIRST);

        assertEquals(ACCEPTED, order(bench, ContainerAction.STOP));
        bench.end(FIRST, 0);
        assertEquals("STOPPED", bench.web().status());
        assertTrue(bench.web().userStopped());

        assertEquals(ACCEPTED, order(bench, ContainerAction.START));
        bench.execute(SECOND);
        assertEquals("STARTED", bench.web().status());
        assertEquals(2, bench.web().starts());
        assertFalse(bench.web().userStopped());
    }

    @Test
    void userRestartsAContainer() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.NO).begin().execute(FIRST);

        assertEquals(ACCEPTED, order(bench, ContainerAction.RESTART));
        bench.end(FIRST, 0).execute(SECOND);

        assertEquals("STARTED", bench.web().status());
        assertEquals(2, bench.web().starts());
    }

    @ParameterizedTest
    @EnumSource(ContainerAction.class)
    void containerThatIsNotThereIsNotFound(ContainerAction action) throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.NO);
        Outcome notFound = new Outcome.Refused(404, "Container not found");

        assertEquals(notFound, bench.supervisor.control("web", action)); // before a revision is loaded
        bench.begin();

        assertEquals(notFound, bench.supervisor.control("nobody", action));
    }

    @ParameterizedTest
    @EnumSource(ContainerAction.class)
    void systemContainerTakesNoOrders(ContainerAction action) throws IOException {
        SupervisorBench bench = bench(StatusGoal.STARTED, RestartPolicy.SYSTEM, Recovery.Policy.ALWAYS).begin().execute(FIRST);

        assertEquals(new Outcome.Refused(403, "Container has restart_policy 'system' and cannot be controlled via API"),
                order(bench, action));
        assertEquals("STARTED", bench.web().status());
    }

    @ParameterizedTest
    @EnumSource(ContainerAction.class)
    void deviceThatIsStoppingTakesNoOrders(ContainerAction action) throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.NO).begin().execute(FIRST);
        bench.supervisor.end(EndAction.REBOOT);

        assertEquals(new Outcome.Refused(503, "The device is stopping"), order(bench, action));
    }

    @Test
    void readySignalIsAcceptedWhereItIsTheGoalAndAgain() throws IOException {
        SupervisorBench bench = bench(StatusGoal.READY, RestartPolicy.CONTAINER, Recovery.Policy.NO).begin();
        Outcome refused = new Outcome.Refused(500, "Signal not expected from this platform");
        assertEquals(refused, bench.supervisor.signal("web", "ready", ""));
        bench.execute(FIRST);

        assertEquals(refused, bench.supervisor.signal("web", "alive", ""));
        assertEquals(refused, bench.supervisor.signal("nobody", "ready", ""));
        assertEquals(ACCEPTED, bench.supervisor.signal("web", "ready", ""));
        assertEquals(ACCEPTED, bench.supervisor.signal("web", "ready", ""));

        assertEquals("READY", bench.web().status());
    }

    @Test
    void readySignalIsRefusedWhereTheGoalIsLess() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.NO).begin().execute(FIRST);

        assertEquals(new Outcome.Refused(500, "Signal not expected from this platform"), bench.supervisor.signal("web", "ready", ""));
    }

    @Test
    void containerThatFailsIsStartedAgainByTheLoop() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.ON_FAILURE).begin().execute(FIRST).end(FIRST, 3);
        assertEquals("RECOVERING", bench.web().status());

        bench.loop.advance(4_999);
        assertEquals("RECOVERING", bench.web().status());
        bench.loop.advance(1);
        bench.execute(SECOND);

        assertEquals("STARTED", bench.web().status());
        assertEquals(1, bench.web().recovery().orElseThrow().currentRetries());
    }

    @Test
    void recoveryGoesOnOverAResume() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.ON_FAILURE).begin().execute(FIRST).end(FIRST, 3);

        bench.resume(Map.of());
        bench.loop.advance(5_000);
        bench.execute(SECOND);

        assertEquals("STARTED", bench.web().status());
    }

    @Test
    void rebootForAContainerIsSaidWithItsEnd() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.ON_FAILURE).begin().execute(FIRST).end(FIRST, 3);
        bench.loop.advance(5_000);
        LogLines.take();

        bench.execute(SECOND).end(SECOND, 4);

        assertEquals(List.of(EndAction.REBOOT), bench.ends);
        assertTrue(LogLines.take().contains("ERROR container[web]: ended for good, and the device reboots for it, exit=exit 4"));
    }

    @Test
    void changesAreToldWithTheirTimeAndSurviveAResume() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.NO).begin().execute(FIRST);
        bench.loop.advance(1_500);
        bench.end(FIRST, 3);

        bench.resume(Map.of());
        bench.loop.advance(500);

        List<ChangeView> changes = bench.supervisor.changes("web").orElseThrow();
        assertEquals(List.of("preparing", "launching", "starting", "executing", "started", "cleaning", "stopped"),
                changes.stream().map(ChangeView::to).toList());
        assertEquals(new ChangeView(2_000, "executing", "started", "executed"), changes.get(4));
        assertEquals(new ChangeView(500, "cleaning", "stopped", "cleaned up, left so"), changes.get(6));
        assertEquals(Optional.empty(), bench.supervisor.changes("nobody"));
    }

    @Test
    void containerThatAUserStoppedStaysSoOverAReboot() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.UNLESS_STOPPED).begin().execute(FIRST);

        order(bench, ContainerAction.STOP);
        assertEquals(Set.of("web"), StoppedContainers.read(bench.trail.layout));

        SupervisorBench next = bench(Recovery.Policy.UNLESS_STOPPED).begin("web", "of another revision");
        assertEquals("STOPPED", next.web().status());
        assertTrue(next.web().userStopped());
        assertEquals(0, next.web().starts());

        order(next, ContainerAction.START);
        next.execute(FIRST);
        assertEquals("STARTED", next.web().status());
        assertEquals(Set.of(), StoppedContainers.read(next.trail.layout));
    }

    @Test
    void restartMeansThatItIsStoppedNoMore() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.UNLESS_STOPPED).begin("web");

        order(bench, ContainerAction.STOP);
        order(bench, ContainerAction.RESTART);

        assertEquals(Set.of(), StoppedContainers.read(bench.trail.layout));
        assertEquals("STARTING", bench.web().status());
    }

    @ParameterizedTest
    @EnumSource(value = Recovery.Policy.class, mode = EnumSource.Mode.EXCLUDE, names = "UNLESS_STOPPED")
    void containerOfAnotherPolicyIsStartedByAReboot(Recovery.Policy policy) throws IOException {
        SupervisorBench bench = bench(policy).begin("web").execute(FIRST);
        assertEquals("STARTED", bench.web().status());

        order(bench, ContainerAction.STOP);

        assertEquals(Set.of(), StoppedContainers.read(bench.trail.layout));
    }

    @Test
    void systemContainerIsStartedByARebootSinceNobodyElseCould() throws IOException {
        SupervisorBench bench = bench(StatusGoal.STARTED, RestartPolicy.SYSTEM, Recovery.Policy.UNLESS_STOPPED).begin("web");

        assertEquals("STARTING", bench.web().status());
    }

    @Test
    void endOfTheDeviceIsNoStopByAUser() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.UNLESS_STOPPED).begin().execute(FIRST);

        bench.supervisor.end(EndAction.REBOOT);
        bench.loop.settle();
        bench.end(FIRST, 0);

        assertEquals(List.of(EndAction.REBOOT), bench.ends);
        assertEquals(Set.of(), StoppedContainers.read(bench.trail.layout));
    }

    @Test
    void stopThatWasLostWithTheProgramIsRememberedByTheNextOne() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.UNLESS_STOPPED).begin().execute(FIRST);
        order(bench, ContainerAction.STOP);
        Files.delete(bench.trail.layout.stopped().resolve("web"));

        bench.resume(Map.of("web", FIRST));

        assertEquals(Set.of("web"), StoppedContainers.read(bench.trail.layout));
    }

    @Test
    void storageThatRemembersNothingIsSaid() throws IOException {
        SupervisorBench bench = bench(Recovery.Policy.UNLESS_STOPPED).begin().execute(FIRST);
        Files.createDirectories(bench.trail.layout.storage());
        Files.createFile(bench.trail.layout.stopped().getParent());
        LogLines.take();

        assertEquals(ACCEPTED, order(bench, ContainerAction.STOP));

        assertTrue(LogLines.take().stream().anyMatch(line -> line.startsWith("ERROR container[web]: a reboot will not find it stopped")));
    }
}
