package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.backend.ContainerExit;
import org.keelson.config.settings.Settings;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.IpAddress;
import org.keelson.config.state.ListeningSocket;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.Resources;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.linux.Errno;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Descriptors.Pipe;
import org.keelson.linux.file.Fd;
import org.keelson.linux.process.Exit;
import org.keelson.linux.process.SpawnRequest;
import org.keelson.linux.socket.ServerSockets;
import org.keelson.linux.testing.FakeLoopDevices;
import org.keelson.linux.testing.FakeMounts;
import org.keelson.linux.testing.FakeProcesses;
import org.keelson.linux.testing.FakeProcesses.Signalled;
import org.keelson.linux.testing.FakeServerSockets;
import org.keelson.linux.testing.FakeUnixSockets;
import org.keelson.linux.testing.FakeUnixSockets.Packet;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.control.ControlServer;
import org.keelson.supervisor.loop.LoopBench;

/** Effects on one container, and the events that they lead to; launcher and shim are played by the test. */
class ContainerRunnerTest {
    private static final int LAUNCHER = 100;
    private static final int INIT = 5_000_000; // no real process has such a pid, so /proc says nothing of it
    private static final Execution WITH_SOCKETS = new Execution(Map.of(), false, Resources.UNLIMITED, List.of(
            new ListeningSocket("http", ListeningSocket.Kind.STREAM, new ListeningSocket.Address.Inet(new IpAddress("00000000"), 80), true),
            new ListeningSocket("admin", ListeningSocket.Kind.STREAM, new ListeningSocket.Address.Inet(new IpAddress("00000000"), 443),
                    false)));
    private static final Execution WITH_INIT = new Execution(Map.of(), true, Resources.UNLIMITED, List.of());

    @TempDir
    private Path folder;

    private final LoopBench bench = new LoopBench();
    private final FakeUnixSockets sockets = new FakeUnixSockets(bench.descriptors);
    private final FakeServerSockets servers = new FakeServerSockets(bench.descriptors);
    private final FakeProcesses processes = new FakeProcesses(bench.wakeups);
    private final FakeMounts mounts = new FakeMounts();
    private final Fd executable = bench.descriptors.memory("keelson", 0);
    private final Memory memory = Memory.create(bench.descriptors, bench.survival, executable, true);
    private final List<ContainerEvent> events = new ArrayList<>();
    private Trail trail;
    private ContainerRunner runner;
    private int openAtRest;

    @BeforeEach
    void makeRunner() throws IOException {
        trail = new Trail(folder);
        trail.config();
        runner = runner(memory);
        openAtRest = bench.descriptors.openCount();
    }

    private ContainerRunner runner(Memory kept) {
        Settings settings = Settings.load(List.of());
        Cgroups cgroups = new Cgroups(processes, List.of(folder.resolve("cgroup")), 1);
        ContainerPreparation preparation = new ContainerPreparation("7", trail.layout, settings, mounts,
                new RootMount(mounts, new FakeLoopDevices(bench.descriptors)), cgroups, Trail.HOST);
        ControlServer control = new ControlServer(bench.loop, sockets, bench.descriptors, new NoSubject());
        ContainerRunner.Tools tools = new ContainerRunner.Tools(
                bench.loop, bench.workers, kept, bench.descriptors, processes, sockets, servers, control, executable);
        return new ContainerRunner(tools, "7", trail.layout, settings, preparation, cgroups, (name, event) -> {
            assertEquals("web", name);
            events.add(event);
        });
    }

    private List<ContainerEvent> happened() {
        bench.settle();
        List<ContainerEvent> all = List.copyOf(events);
        events.clear();
        return all;
    }

    private void prepare() {
        runner.prepare(Trail.web());
        assertEquals(List.of(new ContainerEvent.Prepared()), happened());
    }

    private void launch() {
        prepare();
        runner.launch("web");
        assertEquals(List.of(new ContainerEvent.Launched(LAUNCHER)), happened());
    }

    @Test
    void preparingOpensTheContainersSocketAndMountsItsVolumes() {
        prepare();

        assertEquals(Optional.of(0666), sockets.mode(trail.layout.controlSocket("web").toString()));
        assertTrue(memory.kept("control/web").isPresent());
        assertEquals(7, mounts.mounted().size());
    }

    @Test
    void preparationThatFailsSaysWhy() {
        mounts.failNext(trail.layout.root("web").toString(), Errno.EIO);

        runner.prepare(Trail.web());

        assertEquals(List.of(new ContainerEvent.PrepareFailed("mount " + trail.layout.root("web") + ": EIO (input/output error)")),
                happened());
    }

    @Test
    void runFolderThatCannotBeMadeIsAnAnswerToo() throws IOException {
        Files.writeString(folder.resolve("own"), "in the way of the folder");

        runner.prepare(Trail.web());

        assertEquals(1, happened().stream().filter(ContainerEvent.PrepareFailed.class::isInstance).count());
    }

    @Test
    void launcherGetsItsArgumentsItsOutputAndTheShimsSocket() {
        launch();

        SpawnRequest request = processes.spawned().getFirst();
        assertEquals(List.of("keelson", "launch", "web", trail.layout.lxc().toString(), trail.layout.config("web").toString(),
                trail.layout.revision("7").resolve("web").toString(), "/dev/.keelson-init", "container=pv-app", "/sbin/init"),
                request.arguments());
        assertEquals(List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"), request.environment());
        assertEquals(SpawnRequest.NULL_DEVICE, request.descriptors().get(0));
        assertEquals(request.descriptors().get(1), request.descriptors().get(2));
        assertEquals(4, request.descriptors().size());
        assertEquals(-1000, request.oomScoreAdj());
        assertEquals(executable, request.executable());
    }

    @Test
    void onlyOurEndsStayOpenAndTheyAreKept() {
        prepare();
        int before = bench.descriptors.openCount();

        runner.launch("web");

        assertEquals(before + 2, bench.descriptors.openCount());
        assertTrue(memory.kept("log/web").isPresent() && memory.kept("shim/web").isPresent());
    }

    @Test
    void launcherThatCannotBeSpawnedLeavesNothingOpen() {
        prepare();
        int before = bench.descriptors.openCount();
        processes.failNextSpawn(Errno.ENOMEM);

        runner.launch("web");

        assertEquals(List.of(new ContainerEvent.LaunchFailed("spawn keelson: ENOMEM (out of memory)")), happened());
        assertEquals(before, bench.descriptors.openCount());
    }

    @Test
    void containerWithoutConfigCannotBeLaunched() {
        runner.prepare(Trail.container(Optional.empty()));
        happened();

        runner.launch("web");

        assertEquals(List.of(new ContainerEvent.LaunchFailed("no LXC config: run.json names none")), happened());
    }

    @Test
    void goIsHarmlessWhenNobodyIsThere() {
        runner.go(Trail.web());

        assertEquals(List.of(), happened());
    }

    @Test
    void endOfTheShimsSocketClosesIt() {
        prepare();
        runner.launch("web");
        Fd ours = memory.kept("shim/web").orElseThrow();

        happened(); // the other end is only the launcher's, and that one is played

        assertFalse(ours.open());
        assertEquals(Optional.empty(), memory.kept("shim/web"));
    }

    /** A shim's socket that a program before this one kept, with its other end in the test's hands. */
    private Shim keptShim() {
        var pair = sockets.pair();
        memory.keep("shim/web", pair.ours());
        runner.adopt(Trail.web());
        return new Shim(pair.theirs());
    }

    /** The shim's end of the socket. */
    private final class Shim {
        private final Fd theirs;

        Shim(Fd theirs) {
            this.theirs = theirs;
        }

        /** Says hello with a pipe; the returned end is what an exec closes. */
        Fd hello(int pid) {
            Pipe pipe = bench.descriptors.pipe(16);
            assertTrue(sockets.sendFrom(pid, theirs, "hello", Optional.of(pipe.read())));
            pipe.read().close();
            return pipe.write();
        }

        String heard() {
            return sockets.take(theirs).map(Packet::text).orElse("");
        }
    }

    @Test
    void helloTellsThePidAndGoIsSentBack() {
        Shim shim = keptShim();

        shim.hello(INIT);
        assertEquals(List.of(new ContainerEvent.Hello(INIT)), happened());
        runner.go(Trail.web());

        assertEquals("go-\0", shim.heard());
    }

    @Test
    void shimOfAProgramThatIsNoInitIsToldToStayAboveIt() {
        Shim shim = keptShim();

        runner.go(Trail.web(WITH_INIT));

        assertEquals("goi\0", shim.heard());
    }

    @Test
    void goHandsOverTheSocketsWithTheirNames() {
        Shim shim = keptShim();
        runner.prepare(Trail.web(WITH_SOCKETS));
        happened();

        runner.go(Trail.web(WITH_SOCKETS));

        Packet go = sockets.take(shim.theirs).orElseThrow();
        assertEquals("go-http:admin\0", go.text());
        assertEquals(2, go.descriptors().size());
        servers.arrive("0.0.0.0:80");
        List<Fd> ready = new ArrayList<>();
        go.descriptors().forEach(fd -> bench.loop.watch(fd, Poller.READ, _ -> {
            ready.add(fd);
            bench.loop.unwatch(fd);
        }));
        happened();
        assertEquals(List.of(go.descriptors().getFirst()), ready);
    }

    @Test
    void containerDoesNotRunWithoutTheSocketsThatItAskedFor() {
        Shim shim = keptShim();

        runner.go(Trail.web(WITH_SOCKETS));

        assertEquals(List.of(new ContainerEvent.ExecFailed("hand over sockets: EBADF (bad descriptor)")), happened());
        assertTrue(sockets.receive(shim.theirs).orElseThrow().end());
        assertEquals(Optional.empty(), memory.kept("shim/web"));
    }

    @Test
    void socketThatCannotBeOpenedIsAPreparationThatFails() {
        servers.inet(ServerSockets.Type.STREAM, new byte[4], 443);

        runner.prepare(Trail.web(WITH_SOCKETS));

        assertEquals(List.of(new ContainerEvent.PrepareFailed("bind 0.0.0.0:443: EADDRINUSE (address in use)")), happened());
        assertEquals(Set.of("0.0.0.0:443"), servers.open());
    }

    @Test
    void hundredActivationsLeakNoDescriptor() {
        Container web = Trail.web(WITH_SOCKETS);
        for (int i = 0; i < 100; i++) {
            Shim shim = keptShim();
            runner.listen(web);
            servers.arrive("0.0.0.0:80");
            assertEquals(List.of(new ContainerEvent.Connected()), happened());
            runner.prepare(web);
            happened();
            Fd exec = shim.hello(INIT);
            happened();
            runner.go(web);
            sockets.take(shim.theirs).orElseThrow().descriptors().forEach(Fd::close);
            exec.close();
            shim.theirs.close();
            assertEquals(List.of(new ContainerEvent.Executed()), happened());
            servers.serve("0.0.0.0:80");
            runner.cleanUp("web");
            happened();
            assertEquals(openAtRest + 2, bench.descriptors.openCount());
        }

        runner.unlisten("web");

        assertEquals(openAtRest, bench.descriptors.openCount());
        assertEquals(Set.of(), servers.open());
    }

    @Test
    void helloWithoutAPipeIsNone() {
        Shim shim = keptShim();

        sockets.sendFrom(INIT, shim.theirs, "hello", Optional.empty());

        assertEquals(List.of(), happened());
    }

    @Test
    void endOfThePipeMeansExecuted() {
        Fd exec = keptShim().hello(INIT);
        happened();
        assertTrue(memory.kept("exec/web").isPresent());

        exec.close();

        assertEquals(List.of(new ContainerEvent.Executed()), happened());
        assertEquals(Optional.empty(), memory.kept("exec/web"));
    }

    @Test
    void anExecThatNobodyHasSeenYetIsToldBeforeTheEnd() {
        Fd exec = keptShim().hello(INIT);
        happened();
        runner.tellExecBeforeEnd("web");
        assertEquals(List.of(), happened());

        exec.close();
        runner.tellExecBeforeEnd("web");

        assertEquals(List.of(new ContainerEvent.Executed()), happened());
    }

    @Test
    void bytesInThePipeAreTheErrnoOfTheExec() {
        Fd exec = keptShim().hello(INIT);
        happened();

        bench.descriptors.write(exec, new byte[] {2, 0, 0, 0}, 0, 4);
        exec.close();

        assertEquals(List.of(new ContainerEvent.ExecFailed("ENOENT (no such file or directory)")), happened());
    }

    @Test
    void helloAfterAHelloForgetsTheFirstPipe() {
        Shim shim = keptShim();
        int before = bench.descriptors.openCount();
        Fd first = shim.hello(INIT);
        happened();

        Fd second = shim.hello(INIT + 1);
        assertEquals(List.of(new ContainerEvent.Hello(INIT + 1)), happened());
        first.close();
        assertEquals(List.of(), happened());
        second.close();

        assertEquals(List.of(new ContainerEvent.Executed()), happened());
        assertEquals(before, bench.descriptors.openCount());
    }

    @Test
    void outputGoesToTheContainersLogAfterAResume() {
        Pipe pipe = bench.descriptors.pipe(1024);
        memory.keep("log/web", pipe.read());
        runner.adopt(Trail.web());

        bench.descriptors.writeText(pipe.write(), "hello\n");
        happened();
        pipe.write().close();
        happened();

        assertEquals(Optional.of("hello\n"), bench.descriptors.file(trail.layout.logs("7", "web").resolve("lxc/console.log").toString()));
        assertEquals(Optional.empty(), memory.kept("log/web"));
    }

    @Test
    void everythingKeptIsTakenUpByTheNextProgram() {
        prepare();
        var pair = sockets.pair();
        Pipe exec = bench.descriptors.pipe(16);
        memory.keep("shim/web", pair.ours());
        memory.keep("exec/web", exec.read());
        Memory next = Memory.adopt(bench.descriptors, bench.survival, bench.survival.kept().getFirst(), executable, true);
        bench.loop.unwatch(memory.kept("control/web").orElseThrow()); // the poller of a new program is new
        next.read();
        ContainerRunner resumed = runner(next);

        resumed.adopt(Trail.web());
        exec.write().close();
        assertEquals(List.of(new ContainerEvent.Executed()), happened());
        resumed.go(Trail.web());

        assertEquals(Optional.of(new Packet("go-\0", List.of())), sockets.take(pair.theirs()));
    }

    @Test
    void haltOfAnInitThatIsNotThereKillsTheLauncher() {
        launch();

        runner.halt(Trail.web(), LAUNCHER, 0);
        happened();

        assertEquals(List.of(new Signalled(LAUNCHER, 9)), processes.signals());
    }

    @Test
    void initThatHandlesNoSignalIsKilledAtOnce() {
        launch();
        processes.appear(INIT);

        runner.halt(Trail.web(), LAUNCHER, INIT);
        happened();

        assertEquals(List.of(new Signalled(INIT, 9)), processes.signals());
    }

    @Test
    void signalOfTheStateComesBeforeThatOfTheConfig() throws IOException {
        trail.config("lxc.signal.halt = SIGUSR2");
        launch();
        int self = (int) ProcessHandle.current().pid(); // a JVM handles SIGUSR2 and SIGTERM however it was started
        processes.appear(self);
        Supervision supervision = new Supervision(Recovery.NO, List.of(), Optional.empty(), new Stop(OptionalInt.of(15), Optional.empty()));

        runner.halt(Trail.container(Optional.of("lxc.container.conf"), supervision, Execution.PLAIN), LAUNCHER, self);

        assertEquals(List.of(new Signalled(self, 15)), processes.signals());
    }

    @Test
    void whatStaysAboveAProgramIsSentTheSignalThatEndsPrograms() throws IOException {
        launch();
        processes.appear(INIT);

        runner.halt(Trail.web(WITH_INIT), LAUNCHER, INIT);
        trail.config("lxc.signal.halt = SIGUSR1");
        prepare();
        runner.halt(Trail.web(WITH_INIT), LAUNCHER, INIT);

        assertEquals(List.of(new Signalled(INIT, 15), new Signalled(INIT, 10)), processes.signals());
    }

    @Test
    void killTakesTheContainersProcessesFirstAndTheLauncherTheNextTime() {
        launch();
        processes.appear(INIT);

        runner.kill("web", LAUNCHER, INIT);
        happened();
        List<Signalled> first = processes.signals();
        runner.kill("web", LAUNCHER, INIT);
        happened();

        assertEquals(List.of(new Signalled(INIT, 9)), first);
        assertEquals(List.of(new Signalled(INIT, 9), new Signalled(INIT, 9), new Signalled(LAUNCHER, 9)), processes.signals());
    }

    @Test
    void killEmptiesTheContainersGroups() throws IOException {
        Path group = Files.createDirectories(folder.resolve("cgroup/lxc/web"));
        Files.createFile(group.resolve("cgroup.kill"));

        runner.kill("web", LAUNCHER, INIT);
        happened();

        assertEquals("1", Files.readString(group.resolve("cgroup.kill")));
    }

    @Test
    void cleaningUpLeavesNothingOpenAndNothingMounted() {
        launch();

        runner.cleanUp("web");

        assertEquals(List.of(new ContainerEvent.CleanedUp(List.of())), happened());
        assertEquals(List.of(), mounts.mounted());
        assertEquals(openAtRest, bench.descriptors.openCount());
        assertFalse(memory.kept("control/web").isPresent());
    }

    @Test
    void whatWouldNotGoIsInTheAnswer() {
        launch();
        mounts.failNext(trail.layout.root("web").toString(), Errno.EBUSY);

        runner.cleanUp("web");

        assertEquals(List.of(new ContainerEvent.CleanedUp(
                List.of("unmount " + trail.layout.root("web") + ": EBUSY (device or resource busy)"))), happened());
    }

    @Test
    void statusOfALauncherIsItsContainers() {
        assertEquals(new ContainerExit.Exited(3), ContainerRunner.exit(new Exit.Status.Exited(3)));
        assertEquals(new ContainerExit.Killed(11, true), ContainerRunner.exit(new Exit.Status.Killed(11, true)));
    }
}
