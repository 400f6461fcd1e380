package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.keelson.backend.ContainerExit;
import org.keelson.backend.LaunchPlan;
import org.keelson.backend.lxc.config.ConfigText;

import org.keelson.config.settings.Settings;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.SignalName;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.process.Exit;
import org.keelson.linux.process.Processes;
import org.keelson.linux.process.SpawnRequest;
import org.keelson.linux.socket.ServerSockets;
import org.keelson.linux.socket.UnixSockets;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.control.Caller;
import org.keelson.supervisor.control.ControlServer;
import org.keelson.supervisor.loop.Loop;
import org.keelson.supervisor.loop.Workers;
import org.keelson.supervisor.loop.Workers.Outcome;
import org.tinylog.Logger;

/**
 * Carries out the effects on containers. Everything that a launcher and its shim say arrives here and becomes an event. Loop thread.
 */
public final class ContainerRunner {
    private static final int PIPE_BYTES = 256 * 1024;
    private static final int PROTECTED = -1000;
    static final List<String> ENVIRONMENT = List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

    /** What a runner works with; made once at boot. */
    public record Tools(Loop loop, Workers workers, Memory memory, Descriptors descriptors, Processes processes, UnixSockets sockets,
            ServerSockets servers, ControlServer control, Fd executable) {}

    private final Tools tools;
    private final String revision;
    private final Layout layout;
    private final Settings settings;
    private final ContainerPreparation preparation;
    private final Cgroups cgroups;
    private final BiConsumer<String, ContainerEvent> events;
    private final Map<String, LaunchPlan> plans = new HashMap<>();
    private final Map<String, Integer> kills = new HashMap<>();
    private final Prober prober;
    private final ListeningSockets listening;

    /** @param events where results go */
    public ContainerRunner(Tools tools, String revision, Layout layout, Settings settings, ContainerPreparation preparation,
            Cgroups cgroups, BiConsumer<String, ContainerEvent> events) {
        this.tools = tools;
        this.revision = revision;
        this.layout = layout;
        this.settings = settings;
        this.preparation = preparation;
        this.cgroups = cgroups;
        this.events = events;
        this.prober = new Prober(tools, layout, revision, events);
        listening = new ListeningSockets(tools.loop(), tools.memory(), tools.servers(), layout, events);
    }

    /** Takes up what a program before this one left: control sockets, output, shims. */
    public void adopt(Container container) {
        String name = container.name();
        tools.memory().kept("control/" + name).ifPresent(fd -> tools.control().adopt(fd, new Caller.OfContainer(name)));
        tools.memory().kept("log/" + name).ifPresent(fd -> pump(name, fd));
        tools.memory().kept("shim/" + name).ifPresent(fd -> watchShim(name, fd));
        tools.memory().kept("exec/" + name).ifPresent(fd -> watchExec(name, fd));
    }

    /** Effect Prepare. */
    public void prepare(Container container) {
        String name = container.name();
        try {
            openControl(name);
            listening.open(container);
        } catch (IOException | LinuxException e) {
            events.accept(name, new ContainerEvent.PrepareFailed(String.valueOf(e.getMessage())));
            return;
        }
        tools.workers().submit("container:" + name, () -> preparation.prepare(container), outcome -> {
            switch (outcome) {
                case Outcome.Done<Optional<LaunchPlan>>(Optional<LaunchPlan> plan) -> prepared(name, plan);
                case Outcome.Failed<Optional<LaunchPlan>>(Exception reason) ->
                        events.accept(name, new ContainerEvent.PrepareFailed(String.valueOf(reason.getMessage())));
            }
        });
    }

    private void openControl(String name) throws IOException {
        if (tools.memory().kept("control/" + name).isEmpty()) {
            Files.createDirectories(layout.container(name)); // on the run-time tmpfs: does not block
            Fd socket = tools.control().open(layout.controlSocket(name).toString(), 0666, new Caller.OfContainer(name));
            tools.memory().keep("control/" + name, socket);
        }
    }

    private void prepared(String name, Optional<LaunchPlan> plan) {
        plan.ifPresent(p -> {
            plans.put(name, p);
            p.notes().forEach(note -> Logger.debug("container[{}]: config adapted, {}", name, note));
        });
        events.accept(name, new ContainerEvent.Prepared());
    }

    /** Effect Launch. */
    public void launch(String name) {
        LaunchPlan plan = plans.remove(name);
        if (plan == null) {
            events.accept(name, new ContainerEvent.LaunchFailed("no LXC config: run.json names none"));
            return;
        }
        kills.remove(name);
        Descriptors.Pipe output = tools.descriptors().pipe(PIPE_BYTES);
        UnixSockets.Pair shim = tools.sockets().pair();
        tools.memory().close("log/" + name);
        tools.memory().close("shim/" + name);
        tools.memory().keep("log/" + name, output.read());
        tools.memory().keep("shim/" + name, shim.ours());
        try {
            int writer = output.write().number();
            int pid = tools.processes().spawn(new SpawnRequest(tools.executable(), arguments(name, plan), ENVIRONMENT,
                    List.of(SpawnRequest.NULL_DEVICE, writer, writer, shim.theirs().number()), PROTECTED));
            events.accept(name, new ContainerEvent.Launched(pid));
        } catch (LinuxException e) {
            events.accept(name, new ContainerEvent.LaunchFailed(e.getMessage()));
        } finally {
            output.write().close();
            shim.theirs().close();
        }
        pump(name, output.read());
        watchShim(name, shim.ours());
    }

    private List<String> arguments(String name, LaunchPlan plan) {
        List<String> arguments = new ArrayList<>(List.of("keelson", "launch", name, layout.lxc().toString(),
                layout.config(name).toString(), layout.revision(revision).resolve(name).toString()));
        arguments.addAll(plan.argv());
        return arguments;
    }

    private void pump(String name, Fd pipe) {
        new LogPump(tools.loop(), tools.workers(), tools.descriptors(), name, pipe,
                layout.logs(revision, name).resolve("lxc/console.log"), settings.logMaxBytes(), () -> closeIfKept("log/" + name, pipe))
                .start();
    }

    private void watchShim(String name, Fd socket) {
        tools.loop().watch(socket, Poller.READ, _ -> tools.sockets().peek(socket).ifPresent(message -> {
            if (message.end()) {
                tools.loop().unwatch(socket);
                closeIfKept("shim/" + name, socket);
            } else {
                hello(name, message);
                tools.sockets().discard(socket); // saved by now: a resume before this line sees it once more
            }
        }));
    }

    /** A restart of the container may have kept another descriptor under the same name meanwhile. */
    private void closeIfKept(String key, Fd fd) {
        if (tools.memory().kept(key).filter(kept -> kept == fd).isPresent()) {
            tools.memory().close(key);
        } else {
            fd.close();
        }
    }

    private void hello(String name, UnixSockets.Message message) {
        if (message.descriptor().isEmpty()) {
            return;
        }
        Fd pipe = message.descriptor().get();
        closeExec(name);
        tools.memory().keep("exec/" + name, pipe);
        watchExec(name, pipe);
        events.accept(name, new ContainerEvent.Hello(message.pid()));
    }

    private void watchExec(String name, Fd pipe) {
        tools.loop().watch(pipe, Poller.READ, _ -> readExec(name, pipe));
    }

    private void readExec(String name, Fd pipe) {
        byte[] errno = new byte[4];
        int count = tools.descriptors().read(pipe, errno, 0, errno.length);
        if (count == Descriptors.WOULD_BLOCK) {
            return;
        }
        events.accept(name, count == 0
                ? new ContainerEvent.Executed()
                : new ContainerEvent.ExecFailed(Errno.describe(errno[0] & 0xff)));
        tools.loop().unwatch(pipe);
        closeIfKept("exec/" + name, pipe); // saved by now: an end of file is there for a resume too
    }

    /** To be called before a launcher's end is told: a program that ran shortly was executed first, whichever of the two is seen first. */
    public void tellExecBeforeEnd(String name) {
        tools.memory().kept("exec/" + name).ifPresent(pipe -> readExec(name, pipe));
    }

    private void closeExec(String name) {
        tools.memory().kept("exec/" + name).ifPresent(fd -> {
            tools.loop().unwatch(fd);
            tools.memory().close("exec/" + name);
        });
    }

    /** Effect Go. */
    public void go(Container container) {
        tools.memory().kept("shim/" + container.name()).ifPresent(shim -> {
            try {
                List<Fd> sockets = listening.of(container.name());
                if (sockets.size() != container.execution().sockets().size()) {
                    throw new LinuxException("hand over", "sockets", Errno.EBADF);
                }
                tools.sockets().send(shim, goMessage(container.execution()), sockets); // that it is gone, its launcher's end tells
            } catch (LinuxException e) {
                events.accept(container.name(), new ContainerEvent.ExecFailed(e.getMessage()));
                tools.loop().unwatch(shim);
                closeIfKept("shim/" + container.name(), shim); // which ends the shim, and so its launcher
            }
        });
    }

    /** What the shim reads: shim.c. */
    private static String goMessage(Execution execution) {
        StringBuilder text = new StringBuilder("go").append(execution.init() ? 'i' : '-');
        for (int i = 0; i < execution.sockets().size(); i++) {
            text.append(i > 0 ? ":" : "").append(execution.sockets().get(i).name());
        }
        return text.append('\0').toString();
    }

    /** Effect Halt. */
    public void halt(Container container, int launcher, int init) {
        String name = container.name();
        if (init == 0) {
            kill(name, launcher, init);
            return;
        }
        List<Integer> candidates = HaltSignal.candidates(container, configuredHaltSignal(name));
        // the shim above a program that is no init hands every signal on: it waits for them, which its masks do not show
        int signal = container.execution().init() ? candidates.getFirst() : HaltSignal.choose(init, candidates);
        tools.processes().signal(init, signal);
    }

    private OptionalInt configuredHaltSignal(String name) {
        try {
            Optional<ConfigText.Line> line = ConfigText.parse(Files.readString(layout.config(name))).last("lxc.signal.halt");
            return line.map(found -> SignalName.parse(found.value())).orElse(OptionalInt.empty());
        } catch (IOException _) {
            return OptionalInt.empty();
        }
    }

    /** Effect Listen. */
    public void listen(Container container) {
        listening.watch(container);
    }

    /** Effect Unlisten. */
    public void unlisten(String name) {
        listening.close(name);
    }

    /** Effect Probe. */
    public void probe(Container container, int init) {
        prober.ask(container, init);
    }

    /** A child has ended that is no launcher: false if it is none of this runner's either. To be told before it is reaped. */
    public boolean ended(Exit exit) {
        return prober.ended(exit);
    }

    /** Effect Kill: the container's processes first, so that its launcher can tell how its init ended; then the launcher too. */
    public void kill(String name, int launcher, int init) {
        int attempt = kills.merge(name, 1, Integer::sum);
        if (init > 1) {
            tools.processes().signal(init, Processes.SIGKILL);
        }
        if (init <= 1 || attempt > 1) {
            tools.processes().signal(launcher, Processes.SIGKILL);
        }
        tools.workers().submit("kill:" + name, () -> {
            cgroups.kill(name);
            return true;
        }, _ -> {});
    }

    /** Remembers over a reboot whether a user stopped it. */
    public void rememberStop(String name, boolean stopped) {
        tools.workers().submit("stopped", () -> StoppedContainers.write(layout, name, stopped), outcome -> {
            if (outcome instanceof Outcome.Failed<Boolean>(Exception reason)) {
                Logger.error("container[{}]: a reboot will not find it {}, reason={}", name, stopped ? "stopped" : "started", reason);
            }
        });
    }

    /** Effect CleanUp. */
    public void cleanUp(String name) {
        prober.stop(name);
        closeExec(name);
        tools.memory().kept("control/" + name).ifPresent(fd -> {
            tools.memory().release("control/" + name);
            tools.control().close(fd);
        });
        tools.workers().submit("container:" + name, () -> preparation.cleanUp(name), outcome -> events.accept(name,
                new ContainerEvent.CleanedUp(switch (outcome) {
                    case Outcome.Done<List<String>>(List<String> left) -> left;
                    case Outcome.Failed<List<String>>(Exception reason) -> List.of(String.valueOf(reason.getMessage()));
                })));
    }

    /** A launcher's status is its container's: it ends as the container's init did. */
    public static ContainerExit exit(Exit.Status status) {
        return switch (status) {
            case Exit.Status.Exited(int code) -> new ContainerExit.Exited(code);
            case Exit.Status.Killed(int signal, boolean core) -> new ContainerExit.Killed(signal, core);
        };
    }
}
