package org.keelson.supervisor.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.keelson.config.settings.Settings;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Fd;
import org.keelson.linux.process.Exit;
import org.keelson.linux.testing.FakeLoopDevices;
import org.keelson.linux.testing.FakeMounts;
import org.keelson.linux.testing.FakeProcesses;
import org.keelson.linux.testing.FakeServerSockets;
import org.keelson.linux.testing.FakeUnixSockets;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.control.ContainerView;
import org.keelson.supervisor.control.ControlServer;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.effect.Cgroups;
import org.keelson.supervisor.effect.ContainerPreparation;
import org.keelson.supervisor.effect.ContainerRunner;
import org.keelson.supervisor.effect.Memory;
import org.keelson.supervisor.effect.RootMount;
import org.keelson.supervisor.effect.Trail;
import org.keelson.supervisor.loop.LoopBench;

/** The whole of PID 1 above the kernel, over fakes and in virtual time, with the container of {@link Trail}. */
final class SupervisorBench {
    static final int FIRST_LAUNCHER = 100;
    private static final int INIT = 5_000_000; // no real process has such a pid, so /proc says nothing of it

    LoopBench loop = new LoopBench();
    final FakeUnixSockets sockets = new FakeUnixSockets(loop.descriptors);
    final FakeProcesses processes = new FakeProcesses(loop.wakeups);
    final FakeLaunchers launchers = new FakeLaunchers(processes, loop.descriptors, sockets);
    final FakeMounts mounts = new FakeMounts();
    final List<EndAction> ends = new ArrayList<>();
    final Trail trail;
    Supervisor supervisor;

    private final Path folder;
    private final Blueprint blueprint;
    private final LoopBench first = loop;
    private final Fd executable = loop.descriptors.memory("keelson", 0);
    private Memory memory;

    SupervisorBench(Path folder, Blueprint blueprint) throws IOException {
        this.folder = folder;
        this.blueprint = blueprint;
        trail = new Trail(folder);
        trail.config();
        memory = Memory.create(loop.descriptors, loop.survival, executable, true);
        supervisor = make();
    }

    private Supervisor make() {
        Supervisor made = new Supervisor(loop.loop, loop.workers, launchers, loop.descriptors, memory, Settings.load(List.of()),
                new Timeline(Map.of(), loop.loop.now()), ends::add);
        Fd signals = first.wakeups.signals();
        loop.loop.watch(signals, Poller.READ, _ -> {
            while (first.wakeups.nextSignal(signals) != 0) {
                made.reap();
            }
        });
        return made;
    }

    private ContainerRunner runner(BiConsumer<String, ContainerEvent> events) {
        Settings settings = Settings.load(List.of());
        Cgroups cgroups = new Cgroups(launchers, List.of(folder.resolve("cgroup")));
        ContainerPreparation preparation = new ContainerPreparation("7", trail.layout, settings, mounts,
                new RootMount(mounts, new FakeLoopDevices(loop.descriptors)), cgroups, Trail.HOST);
        ControlServer control = new ControlServer(loop.loop, sockets, loop.descriptors, supervisor);
        ContainerRunner.Tools tools = new ContainerRunner.Tools(loop.loop, loop.workers, memory, loop.descriptors, launchers, sockets,
                new FakeServerSockets(loop.descriptors), control, executable);
        return new ContainerRunner(tools, "7", trail.layout, settings, preparation, cgroups, events);
    }

    SupervisorBench begin(String... stopped) {
        beginUnsettled(stopped);
        loop.settle();
        return this;
    }

    /** Begins, but no turn of the loop follows. */
    void beginUnsettled(String... stopped) {
        supervisor.begin(blueprint, Set.of(stopped), this::runner);
    }

    Memory memory() {
        return memory;
    }

    /** Its shim says hello and executes its program. */
    SupervisorBench execute(int launcher) {
        Fd exec = launchers.hello(launcher, INIT + launcher);
        loop.settle();
        exec.close();
        loop.settle();
        return this;
    }

    SupervisorBench end(int launcher, int code) {
        launchers.end(launcher, new Exit.Status.Exited(code));
        loop.settle();
        return this;
    }

    /** The program is lost: a new loop, new workers, and what the memory file holds. */
    SupervisorBench resume(Map<String, Integer> running) {
        loop = new LoopBench(first.descriptors, first.clock);
        memory = Memory.adopt(loop.descriptors, loop.survival, first.survival.kept().getFirst(), executable, true);
        var saved = memory.read().orElseThrow();
        supervisor = make();
        supervisor.resume(blueprint, saved.getAsJsonObject("device"), running, this::runner);
        loop.settle();
        return this;
    }

    ContainerView web() {
        return supervisor.containers().orElseThrow().getFirst();
    }
}
