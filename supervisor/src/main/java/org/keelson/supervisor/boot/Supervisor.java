package org.keelson.supervisor.boot;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.keelson.backend.ContainerExit;
import org.keelson.config.settings.Settings;
import org.keelson.config.state.Container;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.process.Exit;
import org.keelson.linux.process.Processes;
import org.keelson.supervisor.container.Aftermath;
import org.keelson.supervisor.container.Change;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerStatus;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.container.Wish;
import org.keelson.supervisor.control.ChangeView;
import org.keelson.supervisor.control.Command;
import org.keelson.supervisor.control.ContainerAction;
import org.keelson.supervisor.control.ContainerView;
import org.keelson.supervisor.control.GroupView;
import org.keelson.supervisor.control.Outcome;
import org.keelson.supervisor.control.Subject;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.device.DeviceDecision;
import org.keelson.supervisor.device.DeviceEvent;
import org.keelson.supervisor.device.DeviceSnapshot;
import org.keelson.supervisor.device.DeviceState;
import org.keelson.supervisor.device.Resumption;
import org.keelson.supervisor.effect.ContainerRunner;
import org.keelson.supervisor.effect.History;
import org.keelson.supervisor.effect.Memory;
import org.keelson.supervisor.loop.Loop;
import org.keelson.supervisor.loop.Workers;
import org.tinylog.Logger;

/**
 * Owns the device's state: takes events, lets the machine decide, saves, carries out the effects. Each turn settles all decisions before
 * the first effect, and saves before it too, so that a program that resumes in the middle knows what was about to happen. Loop thread.
 */
final class Supervisor implements Subject {
    private final Loop loop;
    private final Workers workers;
    private final Processes processes;
    private final Descriptors descriptors;
    private final Memory memory;
    private final Settings settings;
    private final Timeline timeline;
    private final Consumer<EndAction> onEnd;
    private final ArrayDeque<DeviceEvent> queue = new ArrayDeque<>();
    private Optional<Running> running = Optional.empty();
    private boolean settling;
    private Optional<EndAction> endBeforeStart = Optional.empty();

    /** A revision and its runner, once there is one. */
    private static final class Running {
        private final Blueprint blueprint;
        private final History history;
        private ContainerRunner runner;
        private DeviceState state;

        Running(Blueprint blueprint, DeviceState state, History history) {
            this.blueprint = blueprint;
            this.state = state;
            this.history = history;
        }
    }

    /** What makes the runner, which needs this supervisor's own methods. */
    @FunctionalInterface
    interface RunnerFactory {
        ContainerRunner make(BiConsumer<String, ContainerEvent> events);
    }

    Supervisor(Loop loop, Workers workers, Processes processes, Descriptors descriptors, Memory memory, Settings settings,
            Timeline timeline, Consumer<EndAction> onEnd) {
        this.loop = loop;
        this.workers = workers;
        this.processes = processes;
        this.descriptors = descriptors;
        this.memory = memory;
        this.settings = settings;
        this.timeline = timeline;
        this.onEnd = onEnd;
    }

    /**
     * Starts a revision.
     *
     * @param stopped containers of any revision that a user had stopped before the device booted
     */
    void begin(Blueprint blueprint, Set<String> stopped, RunnerFactory factory) {
        Set<String> staying = new HashSet<>();
        for (Container container : blueprint.containers()) {
            if (stopped.contains(container.name()) && staysStopped(container)) {
                staying.add(container.name());
                Logger.info("container[{}]: not started, cause=a user stopped it", container.name());
            }
        }
        run(new Running(blueprint, DeviceState.initial(blueprint, staying), history(blueprint)), factory);
        tell(new DeviceEvent.Begun());
        endBeforeStart.ifPresent(action -> tell(new DeviceEvent.EndRequested(action)));
    }

    /** Goes on with a revision that a program before this one started. */
    void resume(Blueprint blueprint, JsonObject saved, Map<String, Integer> launchers, RunnerFactory factory) {
        Resumption resumption = Resumption.of(DeviceSnapshot.read(saved), launchers);
        Running resumed = new Running(blueprint, resumption.state(), history(blueprint));
        run(resumed, factory);
        blueprint.containers().forEach(resumed.runner::adopt);
        resumption.changes().forEach(change -> resumed.history.add(change, loop.now()));
        save();
        settling = true; // an answer that comes at once must not change what the effects after it were decided for
        resumption.effects().forEach(this::carryOut);
        settling = false;
        resumption.state().containers().forEach((name, life) -> rememberStop(resumed, name, life.wish())); // it may have been lost
        reap();
        tell(new DeviceEvent.Begun());
    }

    /** One that the API cannot control could never be started again. */
    private static boolean staysStopped(Container container) {
        return container.supervision().recovery().policy() == Recovery.Policy.UNLESS_STOPPED
                && container.restartPolicy() == RestartPolicy.CONTAINER;
    }

    private static void rememberStop(Running now, String name, Wish wish) {
        if (staysStopped(now.blueprint.container(name))) {
            now.runner.rememberStop(name, wish == Wish.STOP);
        }
    }

    private History history(Blueprint blueprint) {
        return History.open(descriptors, memory, blueprint.containers().stream().map(Container::name).toList());
    }

    private void run(Running revision, RunnerFactory factory) {
        revision.runner = factory.make((name, event) -> tell(new DeviceEvent.OfContainer(name, event)));
        running = Optional.of(revision);
    }

    /** Takes an event; decisions and effects follow at once, or when the turn that is at it goes on. */
    void tell(DeviceEvent event) {
        queue.add(event);
        if (!settling) {
            settling = true;
            settle();
            settling = false;
        }
    }

    private void settle() {
        while (!queue.isEmpty()) {
            List<Effect> effects = new ArrayList<>();
            boolean changed = false;
            while (!queue.isEmpty()) {
                changed |= decide(queue.poll(), effects);
            }
            if (changed) {
                save();
            }
            effects.forEach(this::carryOut);
        }
    }

    private boolean decide(DeviceEvent event, List<Effect> effects) {
        Running now = running.orElseThrow();
        DeviceDecision.Facts facts = new DeviceDecision.Facts(now.blueprint, loop.now(), settings.stopGrace());
        DeviceDecision decision = DeviceDecision.decide(now.state, event, facts);
        boolean changed = !decision.next().equals(now.state);
        report(now, now.state, decision, facts.now());
        decision.next().containers().forEach((name, life) -> {
            if ((life.wish() == Wish.STOP) != (now.state.life(name).wish() == Wish.STOP)) {
                rememberStop(now, name, life.wish());
            }
        });
        if (event instanceof DeviceEvent.OfContainer(_, ContainerEvent.Executed _)) {
            timeline.mark("containers", loop.now()); // in the end: the last one's exec
        }
        now.state = decision.next();
        effects.addAll(decision.effects());
        return changed;
    }

    /** One line and one record for each change; a status that people know is named in it. */
    private void report(Running now, DeviceState before, DeviceDecision decision, long millis) {
        decision.next().containers().forEach((name, life) -> {
            ContainerStatus from = before.life(name).state().status();
            if (life.state().status() != from) {
                Logger.info("container[{}]: status changed, from={}, to={}{}", name, from, life.state().status(), ending(life.state()));
            }
        });
        for (Change change : decision.changes()) {
            if (change.from().equals(change.to())) {
                Logger.info("container[{}]: noticed, what={}", change.container(), change.cause());
            } else {
                Logger.debug("container[{}]: {}, from={}, to={}", change.container(), change.cause(), change.from(), change.to());
            }
            now.history.add(change, millis);
        }
        if (before.mode() instanceof DeviceState.Mode.Running && !(decision.next().mode() instanceof DeviceState.Mode.Running)) {
            decision.next().containers().forEach(Supervisor::reportReboot);
        }
    }

    /** The line that tells people, after the reboot, why there was one. */
    private static void reportReboot(String name, ContainerLife life) {
        if (life.state() instanceof ContainerState.Stopped(_, Aftermath aftermath) && aftermath == Aftermath.REBOOT) {
            Logger.error("container[{}]: ended for good, and the device reboots for it{}", name, ending(life.state()));
        }
    }

    private static String ending(ContainerState state) {
        return state.ended().flatMap(ContainerState.End::exit).map(exit -> ", exit=" + exit.words()).orElse("");
    }

    private void save() {
        running.ifPresent(now -> {
            JsonObject document = new JsonObject();
            document.addProperty("revision", now.blueprint.revision());
            document.add("device", DeviceSnapshot.write(now.state));
            memory.write(document);
        });
    }

    private void carryOut(Effect effect) {
        Running now = running.orElseThrow();
        switch (effect) {
            case Effect.Prepare e -> now.runner.prepare(now.blueprint.container(e.container()));
            case Effect.Launch e -> now.runner.launch(e.container());
            case Effect.Go e -> now.runner.go(now.blueprint.container(e.container()));
            case Effect.Halt e -> now.runner.halt(now.blueprint.container(e.container()), e.launcher(), e.init());
            case Effect.Kill e -> now.runner.kill(e.container(), e.launcher(), e.init());
            case Effect.CleanUp e -> now.runner.cleanUp(e.container());
            case Effect.Listen e -> now.runner.listen(now.blueprint.container(e.container()));
            case Effect.Unlisten e -> now.runner.unlisten(e.container());
            case Effect.Probe e -> now.runner.probe(now.blueprint.container(e.container()), e.init());
            case Effect.WakeAt e -> loop.at(e.millis(), () -> tell(new DeviceEvent.TimePassed()));
            case Effect.ReportGoals _ -> reportGoals(now);
            case Effect.EndMachine e -> onEnd.accept(e.action());
        }
    }

    private void reportGoals(Running now) {
        timeline.mark("goals", loop.now());
        Logger.info("boot: timeline, {}", timeline);
        Logger.info("revision[{}]: goals reached, containers={}", now.blueprint.revision(), now.state.containers().size());
    }

    /** Takes every child that has ended; a launcher only once its end is saved, so that a resume in between sees it again. */
    void reap() {
        int orphans = 0;
        for (Optional<Exit> exit = processes.ended(); exit.isPresent(); exit = processes.ended()) {
            Optional<String> container = launchedBy(exit.get().pid());
            if (container.isPresent()) {
                running.ifPresent(now -> now.runner.tellExecBeforeEnd(container.get()));
                ContainerExit end = ContainerRunner.exit(exit.get().status());
                tell(new DeviceEvent.OfContainer(container.get(), new ContainerEvent.LauncherExited(end)));
            } else if (!endedProbe(exit.get())) {
                orphans++;
            }
            processes.reap(exit.get().pid());
        }
        if (orphans > 0) {
            Logger.debug("pid1: reaped orphans, count={}", orphans);
        }
    }

    private boolean endedProbe(Exit exit) {
        return running.isPresent() && running.get().runner.ended(exit);
    }

    private Optional<String> launchedBy(int pid) {
        return running.flatMap(now -> now.state.containers().entrySet().stream()
                .filter(entry -> entry.getValue().state().launcherPid() == pid)
                .map(Map.Entry::getKey)
                .findFirst());
    }

    /** The machine is to end, by command or by signal. */
    void end(EndAction action) {
        if (running.isPresent()) {
            tell(new DeviceEvent.EndRequested(action));
        } else if (endBeforeStart.isEmpty()) {
            endBeforeStart = Optional.of(action);
            onEnd.accept(action);
        }
    }

    @Override
    public Optional<List<ContainerView>> containers() {
        return running.map(now -> Views.containers(now.blueprint, now.state, loop.now()));
    }

    @Override
    public Optional<List<GroupView>> groups() {
        return running.map(now -> Views.groups(now.blueprint, now.state));
    }

    @Override
    public Outcome signal(String container, String type, String payload) {
        if (type.equals("ready") && life(container).isPresent()) {
            tell(new DeviceEvent.OfContainer(container, new ContainerEvent.BecameReady()));
            if (life(container).orElseThrow().state() instanceof ContainerState.Ready) {
                return new Outcome.Accepted();
            }
        }
        return new Outcome.Refused(500, "Signal not expected from this platform");
    }

    private Optional<ContainerLife> life(String container) {
        return running.flatMap(now -> Optional.ofNullable(now.state.containers().get(container)));
    }

    @Override
    public Outcome control(String container, ContainerAction action) {
        Optional<Container> found = running.flatMap(now -> now.blueprint.find(container));
        if (found.isEmpty()) {
            return new Outcome.Refused(404, "Container not found");
        }
        if (found.get().restartPolicy() == RestartPolicy.SYSTEM) {
            return new Outcome.Refused(403, "Container has restart_policy 'system' and cannot be controlled via API");
        }
        if (!(running.orElseThrow().state.mode() instanceof DeviceState.Mode.Running)) {
            return new Outcome.Refused(503, "The device is stopping");
        }
        tell(new DeviceEvent.OfContainer(container, switch (action) {
            case START -> new ContainerEvent.StartOrdered();
            case STOP -> new ContainerEvent.StopOrdered();
            case RESTART -> new ContainerEvent.RestartOrdered();
        }));
        return new Outcome.Accepted();
    }

    @Override
    public Optional<List<ChangeView>> changes(String container) {
        return running.filter(now -> now.blueprint.find(container).isPresent())
                .map(now -> now.history.of(container).stream().map(this::view).toList());
    }

    private ChangeView view(History.Entry entry) {
        return new ChangeView(loop.now() - entry.millis(), entry.change().from(), entry.change().to(), entry.change().cause());
    }

    @Override
    public Outcome command(Command command) {
        EndAction action = switch (command) {
            case POWEROFF_DEVICE -> EndAction.POWER_OFF;
            case REBOOT_DEVICE -> EndAction.REBOOT;
        };
        loop.post(() -> end(action));
        return new Outcome.Accepted();
    }

    @Override
    public Outcome fault(String kind) {
        return Faults.make(kind, loop, workers);
    }
}
