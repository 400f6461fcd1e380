package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.config.settings.Settings;
import org.keelson.config.state.Group;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Fd;
import org.keelson.linux.process.Exit;
import org.keelson.linux.testing.FakeLoopDevices;
import org.keelson.linux.testing.FakeMounts;
import org.keelson.linux.testing.FakeProcesses;
import org.keelson.linux.testing.FakeProcesses.Signalled;
import org.keelson.linux.testing.FakeServerSockets;
import org.keelson.linux.testing.FakeUnixSockets;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.control.Command;
import org.keelson.supervisor.control.ContainerView;
import org.keelson.supervisor.control.ControlServer;
import org.keelson.supervisor.control.GroupView;
import org.keelson.supervisor.control.Outcome;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.effect.Cgroups;
import org.keelson.supervisor.effect.ContainerPreparation;
import org.keelson.supervisor.effect.ContainerRunner;
import org.keelson.supervisor.effect.Memory;
import org.keelson.supervisor.effect.RootMount;
import org.keelson.supervisor.effect.Trail;
import org.keelson.supervisor.loop.LoopBench;

/** The whole of PID 1 above the kernel, with one container, from its start to its end and over a resume. */
class SupervisorTest {
    private static final int LAUNCHER = 100;
    private static final int HISTORY = 1; // the descriptor of its memory file
    private static final int INIT = 5_000_000; // no real process has such a pid, so /proc says nothing of it
    private static final Blueprint BLUEPRINT = new Blueprint("7", List.of(new Blueprint.Members(
            new Group("app", StatusGoal.STARTED, RestartPolicy.CONTAINER, Duration.ofSeconds(30), Recovery.NO), List.of(Trail.web()))));

    @TempDir
    private Path folder;

    private final LoopBench bench = new LoopBench();
    private final FakeUnixSockets sockets = new FakeUnixSockets(bench.descriptors);
    private final FakeProcesses processes = new FakeProcesses(bench.wakeups);
    private final FakeLaunchers launchers = new FakeLaunchers(processes, bench.descriptors, sockets);
    private final FakeMounts mounts = new FakeMounts();
    private final Fd executable = bench.descriptors.memory("keelson", 0);
    private final List<EndAction> ends = new ArrayList<>();
    private Memory memory;
    private Trail trail;
    private Supervisor supervisor;
    private int openAtRest;

    @BeforeEach
    void makeSupervisor() throws IOException {
        trail = new Trail(folder);
        trail.config();
        memory = Memory.create(bench.descriptors, bench.survival, executable, true);
        supervisor = supervisor(bench);
        openAtRest = bench.descriptors.openCount();
    }

    private Supervisor supervisor(LoopBench on) {
        Supervisor made = new Supervisor(on.loop, on.workers, launchers, on.descriptors, memory, Settings.load(List.of()),
                new Timeline(Map.of(), on.loop.now()), ends::add);
        Fd signals = bench.wakeups.signals();
        on.loop.watch(signals, Poller.READ, _ -> {
            while (bench.wakeups.nextSignal(signals) != 0) {
                made.reap();
            }
        });
        return made;
    }

    private ContainerRunner runner(LoopBench on, BiConsumer<String, ContainerEvent> events) {
        Settings settings = Settings.load(List.of());
        Cgroups cgroups = new Cgroups(launchers, List.of(folder.resolve("cgroup")));
        ContainerPreparation preparation = new ContainerPreparation("7", trail.layout, settings, mounts,
                new RootMount(mounts, new FakeLoopDevices(bench.descriptors)), cgroups, Trail.HOST);
        ControlServer control = new ControlServer(on.loop, sockets, bench.descriptors, supervisor);
        ContainerRunner.Tools tools = new ContainerRunner.Tools(on.loop, on.workers, memory, bench.descriptors, launchers, sockets,
                new FakeServerSockets(bench.descriptors), control, executable);
        return new ContainerRunner(tools, "7", trail.layout, settings, preparation, cgroups, events);
    }

    private void begin() {
        supervisor.begin(BLUEPRINT, Set.of(), events -> runner(bench, events));
        bench.settle();
    }

    private void start() {
        begin();
        Fd exec = launchers.hello(LAUNCHER, INIT);
        bench.settle();
        assertTrue(launchers.told(LAUNCHER));
        exec.close();
        bench.settle();
    }

    private ContainerView web() {
        return supervisor.containers().orElseThrow().getFirst();
    }

    private static ContainerView view(String status, OptionalInt init, OptionalInt launcher, OptionalLong uptime, Optional<String> exit) {
        return new ContainerView(
                "web", "app", status, "STARTED", "container", List.of(), new ContainerView.Run(init, launcher, uptime), exit,
                status.equals("STARTED"), Optional.empty(), false, 1, Optional.empty(), Optional.empty());
    }

    @Test
    void nothingIsShownBeforeARevisionIsLoaded() {
        assertEquals(Optional.empty(), supervisor.containers());
        assertEquals(Optional.empty(), supervisor.groups());
        assertEquals(new Outcome.Refused(500, "Signal not expected from this platform"), supervisor.signal("web", "other", ""));
    }

    @Test
    void containerIsStartedStepByStep() {
        begin();
        assertEquals(view("STARTING", OptionalInt.empty(), OptionalInt.of(LAUNCHER), OptionalLong.empty(), Optional.empty()), web());

        Fd exec = launchers.hello(LAUNCHER, INIT);
        bench.settle();
        assertEquals(view("STARTING", OptionalInt.of(INIT), OptionalInt.of(LAUNCHER), OptionalLong.empty(), Optional.empty()), web());

        exec.close();
        bench.settle();
        bench.advance(1_500);
        assertEquals(view("STARTED", OptionalInt.of(INIT), OptionalInt.of(LAUNCHER), OptionalLong.of(1_500), Optional.empty()), web());
        assertEquals(Optional.of(List.of(new GroupView("app", "STARTED", "container", "READY", Optional.empty()))), supervisor.groups());
    }

    @Test
    void everyChangeOfStatusIsOneLine() {
        LogLines.take();

        start();
        launchers.end(LAUNCHER, new Exit.Status.Exited(3));
        bench.settle();

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

        launchers.end(LAUNCHER, new Exit.Status.Killed(11, true));
        bench.settle();

        assertEquals(view("STOPPED", OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty(),
                Optional.of("signal 11 (core dumped)")), web());
        assertEquals(List.of(), mounts.mounted());
        assertEquals(openAtRest + HISTORY, bench.descriptors.openCount());
        assertEquals(List.of(), ends);
    }

    @Test
    void outputReachesTheLog() {
        start();

        launchers.print(LAUNCHER, "hello\n");
        bench.settle();

        assertEquals(Optional.of("hello\n"), bench.descriptors.file(trail.layout.logs("7", "web").resolve("lxc/console.log").toString()));
    }

    @Test
    void orphansAreReapedAndChangeNothing() {
        start();
        ContainerView before = web();

        processes.end(777, new Exit.Status.Exited(0));
        processes.end(778, new Exit.Status.Exited(1));
        bench.settle();

        assertEquals(before, web());
        assertFalse(processes.exists(777) || processes.exists(778));
    }

    @Test
    void commandIsAcceptedAtOnceAndStopsEverythingBeforeTheEnd() {
        start();
        processes.appear(INIT);

        assertEquals(new Outcome.Accepted(), supervisor.command(Command.POWEROFF_DEVICE));
        assertEquals(List.of(), processes.signals());
        bench.loop.turn(0);
        assertEquals(List.of(new Signalled(INIT, 9)), processes.signals()); // it handles no signal
        assertEquals(List.of(), ends);
        launchers.end(LAUNCHER, new Exit.Status.Exited(0));
        bench.settle();

        assertEquals(List.of(EndAction.POWER_OFF), ends);
        assertEquals("STOPPED", web().status());
    }

    @Test
    void containerThatIgnoresItsEndIsKilledAgainAndAgain() {
        start();
        supervisor.end(EndAction.REBOOT);
        bench.settle();

        bench.advance(5_000);
        bench.advance(5_000);

        assertEquals(List.of(new Signalled(LAUNCHER, 9)), processes.signals().stream().distinct().toList());
        assertEquals(List.of(), ends);
    }

    @Test
    void endBeforeARevisionEndsAtOnceAndOnlyOnce() {
        supervisor.end(EndAction.REBOOT);
        supervisor.end(EndAction.POWER_OFF);

        assertEquals(List.of(EndAction.REBOOT), ends);
    }

    @Test
    void spawnThatFailsIsShown() {
        processes.failNextSpawn(12);

        begin();

        assertEquals(Optional.of("not started (launch: spawn keelson: ENOMEM (out of memory))"), web().exit());
        assertEquals(openAtRest + HISTORY, bench.descriptors.openCount());
    }

    /** The program is lost: a new loop, new workers, and what the memory file holds. */
    private LoopBench resume(Map<String, Integer> running) {
        LoopBench next = new LoopBench(bench.descriptors, bench.clock);
        memory = Memory.adopt(bench.descriptors, next.survival, bench.survival.kept().getFirst(), executable, true);
        JsonObject saved = memory.read().orElseThrow();
        supervisor = supervisor(next);
        supervisor.resume(BLUEPRINT, saved.getAsJsonObject("device"), running, events -> runner(next, events));
        next.settle();
        return next;
    }

    @Test
    void startedContainerGoesOnOverAResume() throws IOException {
        start();
        ContainerView before = web();

        LoopBench next = resume(Map.of("web", LAUNCHER));
        assertEquals(before, web());
        launchers.print(LAUNCHER, "still here\n");
        next.settle();
        launchers.end(LAUNCHER, new Exit.Status.Exited(0));
        next.settle();

        assertEquals(Optional.of("exit 0"), web().exit());
        assertEquals(List.of(), mounts.mounted());
        Path log = trail.layout.logs("7", "web").resolve("lxc/console.log");
        assertEquals(Optional.of("still here\n"), bench.descriptors.file(log.toString()));
        assertTrue(Files.isDirectory(log.getParent()));
    }

    @Test
    void containerThatEndedWhileTheProgramWasAwayIsReaped() {
        start();
        launchers.end(LAUNCHER, new Exit.Status.Exited(5));

        resume(Map.of());

        assertEquals(Optional.of("exit 5"), web().exit());
        assertEquals("STOPPED", web().status());
    }

    @Test
    void startGoesOnWhereItWasWhenTheProgramWasLost() {
        begin();

        LoopBench next = resume(Map.of("web", LAUNCHER));
        Fd exec = launchers.hello(LAUNCHER, INIT);
        next.settle();
        assertTrue(launchers.told(LAUNCHER));
        exec.close();
        next.settle();

        assertEquals("STARTED", web().status());
        assertEquals(1, processes.spawned().size());
    }

    @Test
    void preparationThatWasLostIsMadeAgain() {
        supervisor.begin(BLUEPRINT, Set.of(), events -> runner(bench, events));
        bench.poller.await(-1); // the worker is done, but no turn of the loop takes its answer

        LoopBench next = resume(Map.of());
        next.settle();

        assertEquals("STARTING", web().status());
        assertEquals(1, processes.spawned().size());
    }

    @Test
    void aFailureBeforeAnExitIsSavedLeavesTheExitToTheResume() {
        start();
        launchers.end(LAUNCHER, new Exit.Status.Exited(7));
        bench.descriptors.failNextWriteAt(Errno.EIO);

        assertThrows(LinuxException.class, supervisor::reap);

        assertEquals(Optional.of(new Exit(LAUNCHER, new Exit.Status.Exited(7))), processes.ended());
    }

    @Test
    void aFailureBeforeAHelloIsSavedLeavesTheHelloToTheResume() {
        begin();
        launchers.hello(LAUNCHER, INIT);
        bench.descriptors.failNextWriteAt(Errno.EIO);

        assertThrows(LinuxException.class, bench::settle);

        Fd shim = memory.kept("shim/web").orElseThrow();
        assertEquals("hello", sockets.receive(shim).orElseThrow().text());
    }
}
