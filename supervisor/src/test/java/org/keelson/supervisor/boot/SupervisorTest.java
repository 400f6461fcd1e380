package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.config.state.Group;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Fd;
import org.keelson.linux.process.Exit;
import org.keelson.linux.testing.FakeProcesses.Signalled;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.control.Command;
import org.keelson.supervisor.control.ContainerView;
import org.keelson.supervisor.control.GroupView;
import org.keelson.supervisor.control.Outcome;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.effect.Trail;

/** The whole of PID 1 above the kernel, with one container, from its start to its end and over a resume. */
class SupervisorTest {
    private static final int LAUNCHER = 100;
    private static final int HISTORY = 1; // the descriptor of its memory file
    private static final int INIT = 5_000_000; // no real process has such a pid, so /proc says nothing of it
    private static final Blueprint BLUEPRINT = new Blueprint("7", List.of(new Blueprint.Members(
            new Group("app", StatusGoal.STARTED, RestartPolicy.CONTAINER, Duration.ofSeconds(30), Recovery.NO), List.of(Trail.web()))));

    @TempDir
    private Path folder;

    private SupervisorBench device;
    private int openAtRest;

    @BeforeEach
    void makeDevice() throws IOException {
        device = new SupervisorBench(folder, BLUEPRINT);
        openAtRest = device.loop.descriptors.openCount();
    }

    private void start() {
        device.begin();
        Fd exec = device.launchers.hello(LAUNCHER, INIT);
        device.loop.settle();
        assertTrue(device.launchers.told(LAUNCHER));
        exec.close();
        device.loop.settle();
    }

    private ContainerView web() {
        return device.web();
    }

    private static ContainerView view(String status, OptionalInt init, OptionalInt launcher, OptionalLong uptime, Optional<String> exit) {
        return new ContainerView(
                "web", "app", status, "STARTED", "container", List.of(), new ContainerView.Run(init, launcher, uptime), exit,
                status.equals("STARTED"), Optional.empty(), false, 1, Optional.empty(), Optional.empty());
    }

    @Test
    void nothingIsShownBeforeARevisionIsLoaded() {
        assertEquals(Optional.empty(), device.supervisor.containers());
        assertEquals(Optional.empty(), device.supervisor.groups());
        assertEquals(new Outcome.Refused(500, "Signal not expected from this platform"), device.supervisor.signal("web", "other", ""));
    }

    @Test
    void containerIsStartedStepByStep() {
        device.begin();
        assertEquals(view("STARTING", OptionalInt.empty(), OptionalInt.of(LAUNCHER), OptionalLong.empty(), Optional.empty()), web());

        Fd exec = device.launchers.hello(LAUNCHER, INIT);
        device.loop.settle();
        assertEquals(view("STARTING", OptionalInt.of(INIT), OptionalInt.of(LAUNCHER), OptionalLong.empty(), Optional.empty()), web());

        exec.close();
        device.loop.settle();
        device.loop.advance(1_500);
        assertEquals(view("STARTED", OptionalInt.of(INIT), OptionalInt.of(LAUNCHER), OptionalLong.of(1_500), Optional.empty()), web());
        assertEquals(Optional.of(List.of(new GroupView("app", "STARTED", "container", "READY", Optional.empty()))), device.supervisor.groups());
    }

    @Test
    void everyChangeOfStatusIsOneLine() {
        LogLines.take();

        start();
        device.launchers.end(LAUNCHER, new Exit.Status.Exited(3));
        device.loop.settle();

        assertEquals(List.of(
                "INFO  container[web]: status changed, from=INSTALLED, to=STARTING",
                "INFO  container[web]: status changed, from=STARTING, to=STARTED",
                "INFO  container[web]: status changed, from=STARTED, to=STOPPING, exit=exit 3",
                "INFO  container[web]: status changed, from=STOPPING, to=STOPPED, exit=exit 3"),
                LogLines.take().stream().filter(line -> line.contains("status changed")).toList());
    }

    @Test
    void containerThatEndsIsShownWithItsExitAndLeavesNothing() {
        start();

        device.launchers.end(LAUNCHER, new Exit.Status.Killed(11, true));
        device.loop.settle();

        assertEquals(view("STOPPED", OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty(),
                Optional.of("signal 11 (core dumped)")), web());
        assertEquals(List.of(), device.mounts.mounted());
        assertEquals(openAtRest + HISTORY, device.loop.descriptors.openCount());
        assertEquals(List.of(), device.ends);
    }

    @Test
    void outputReachesTheLog() {
        start();

        device.launchers.print(LAUNCHER, "hello\n");
        device.loop.settle();

        assertEquals(Optional.of("hello\n"), device.loop.descriptors.file(device.trail.layout.logs("7", "web").resolve("lxc/console.log").toString()));
    }

    @Test
    void orphansAreReapedAndChangeNothing() {
        start();
        ContainerView before = web();

        device.processes.end(777, new Exit.Status.Exited(0));
        device.processes.end(778, new Exit.Status.Exited(1));
        device.loop.settle();

        assertEquals(before, web());
        assertFalse(device.processes.exists(777) || device.processes.exists(778));
    }

    @Test
    void commandIsAcceptedAtOnceAndStopsEverythingBeforeTheEnd() {
        start();
        device.processes.appear(INIT);

        assertEquals(new Outcome.Accepted(), device.supervisor.command(Command.POWEROFF_DEVICE));
        assertEquals(List.of(), device.processes.signals());
        device.loop.loop.turn(0);
        assertEquals(List.of(new Signalled(INIT, 9)), device.processes.signals()); // it handles no signal
        assertEquals(List.of(), device.ends);
        device.launchers.end(LAUNCHER, new Exit.Status.Exited(0));
        device.loop.settle();

        assertEquals(List.of(EndAction.POWER_OFF), device.ends);
        assertEquals("STOPPED", web().status());
    }

    @Test
    void containerThatIgnoresItsEndIsKilledAgainAndAgain() {
        start();
        device.supervisor.end(EndAction.REBOOT);
        device.loop.settle();

        device.loop.advance(5_000);
        device.loop.advance(5_000);

        assertEquals(List.of(new Signalled(LAUNCHER, 9)), device.processes.signals().stream().distinct().toList());
        assertEquals(List.of(), device.ends);
    }

    @Test
    void endBeforeARevisionEndsAtOnceAndOnlyOnce() {
        device.supervisor.end(EndAction.REBOOT);
        device.supervisor.end(EndAction.POWER_OFF);

        assertEquals(List.of(EndAction.REBOOT), device.ends);
    }

    @Test
    void spawnThatFailsIsShown() {
        device.processes.failNextSpawn(12);

        device.begin();

        assertEquals(Optional.of("not started (launch: spawn keelson: ENOMEM (out of memory))"), web().exit());
        assertEquals(openAtRest + HISTORY, device.loop.descriptors.openCount());
    }

    @Test
    void startedContainerGoesOnOverAResume() throws IOException {
        start();
        ContainerView before = web();

        device.resume(Map.of("web", LAUNCHER));
        assertEquals(before, web());
        device.launchers.print(LAUNCHER, "still here\n");
        device.loop.settle();
        device.launchers.end(LAUNCHER, new Exit.Status.Exited(0));
        device.loop.settle();

        assertEquals(Optional.of("exit 0"), web().exit());
        assertEquals(List.of(), device.mounts.mounted());
        Path log = device.trail.layout.logs("7", "web").resolve("lxc/console.log");
        assertEquals(Optional.of("still here\n"), device.loop.descriptors.file(log.toString()));
        assertTrue(Files.isDirectory(log.getParent()));
    }

    @Test
    void containerThatEndedWhileTheProgramWasAwayIsReaped() {
        start();
        device.launchers.end(LAUNCHER, new Exit.Status.Exited(5));

        device.resume(Map.of());

        assertEquals(Optional.of("exit 5"), web().exit());
        assertEquals("STOPPED", web().status());
    }

    @Test
    void startGoesOnWhereItWasWhenTheProgramWasLost() {
        device.begin();

        device.resume(Map.of("web", LAUNCHER));
        Fd exec = device.launchers.hello(LAUNCHER, INIT);
        device.loop.settle();
        assertTrue(device.launchers.told(LAUNCHER));
        exec.close();
        device.loop.settle();

        assertEquals("STARTED", web().status());
        assertEquals(1, device.processes.spawned().size());
    }

    @Test
    void preparationThatWasLostIsMadeAgain() {
        device.beginUnsettled();
        device.loop.poller.await(-1); // the worker is done, but no turn of the loop takes its answer

        device.resume(Map.of());
        device.loop.settle();

        assertEquals("STARTING", web().status());
        assertEquals(1, device.processes.spawned().size());
    }

    @Test
    void aFailureBeforeAnExitIsSavedLeavesTheExitToTheResume() {
        start();
        device.launchers.end(LAUNCHER, new Exit.Status.Exited(7));
        device.loop.descriptors.failNextWriteAt(Errno.EIO);

        assertThrows(LinuxException.class, device.supervisor::reap);

        assertEquals(Optional.of(new Exit(LAUNCHER, new Exit.Status.Exited(7))), device.processes.ended());
    }

    @Test
    void aFailureBeforeAHelloIsSavedLeavesTheHelloToTheResume() {
        device.begin();
        device.launchers.hello(LAUNCHER, INIT);
        device.loop.descriptors.failNextWriteAt(Errno.EIO);

        assertThrows(LinuxException.class, device.loop::settle);

        Fd shim = device.memory().kept("shim/web").orElseThrow();
        assertEquals("hello", device.sockets.receive(shim).orElseThrow().text());
    }
}
