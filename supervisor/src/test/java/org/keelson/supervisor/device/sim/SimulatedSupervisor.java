package org.keelson.supervisor.device.sim;

import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.keelson.config.state.Container;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.device.DeviceDecision;
import org.keelson.supervisor.device.DeviceEvent;
import org.keelson.supervisor.device.DeviceSnapshot;
import org.keelson.supervisor.device.DeviceState;
import org.keelson.supervisor.device.Resumption;

/**
 * PID 1 without a kernel: settles all decisions of a turn before its effects, saves between them, and can lose everything but what is
 * saved before, between and after any of them. It then finds what it had not taken off a socket or a pipe once more.
 */
final class SimulatedSupervisor {
    /** What the device gives a container that says nothing itself. */
    static final Duration GRACE = Duration.ofSeconds(5);
    private static final int MOST_IN_A_ROW = 3;
    private static final int MOST_LIVES = 100;

    private final Agenda agenda;
    private final Temper temper;
    private final Blueprint blueprint;
    private final Invariants invariants;
    private final Story story;
    private final Map<String, SimulatedContainer> containers = new LinkedHashMap<>();
    private final ArrayDeque<DeviceEvent> queue = new ArrayDeque<>();
    private final TreeSet<Long> timers = new TreeSet<>();
    private DeviceState state;
    private int nextPid = 100;
    private int life;
    private int resuming;
    private boolean settling;
    private Optional<Runnable> untaken = Optional.empty();
    private Optional<EndAction> ended = Optional.empty();

    SimulatedSupervisor(Blueprint blueprint, Set<String> stopped, Agenda agenda, RandomGenerator random, Temper temper, Story story) {
        this.agenda = agenda;
        this.temper = temper;
        this.blueprint = blueprint;
        this.story = story;
        this.state = DeviceState.initial(blueprint, stopped);
        this.invariants = new Invariants(blueprint, state);
        for (Container container : blueprint.containers()) {
            containers.put(container.name(), new SimulatedContainer(container, agenda, random, temper, this));
        }
    }

    DeviceState state() {
        return state;
    }

    Invariants invariants() {
        return invariants;
    }

    SimulatedContainer container(String name) {
        return containers.get(name);
    }

    Optional<EndAction> ended() {
        return ended;
    }

    /** Which program it is: one more with each that was lost. */
    int life() {
        return life;
    }

    /** Whether a timer is late. */
    boolean late() {
        return !timers.isEmpty() && timers.first() <= agenda.now();
    }

    int newPid() {
        return nextPid++;
    }

    boolean knows(String container, int launcher) {
        return state.life(container).state().launcherPid() == launcher;
    }

    void tell(String container, ContainerEvent event) {
        tell(new DeviceEvent.OfContainer(container, event));
    }

    /** Tells of something that stays where it is until it is saved; {@code again} is what a program that comes in between will see. */
    void observe(String container, ContainerEvent event, Runnable again) {
        Optional<Runnable> outer = untaken;
        untaken = Optional.of(again);
        tell(container, event);
        untaken = outer;
    }

    void tell(DeviceEvent event) {
        if (ended.isPresent()) {
            return;
        }
        queue.add(event);
        if (!settling) {
            settling = true;
            settle();
            settling = false;
            if (ended.isEmpty()) {
                invariants.settled(state, agenda.now(), timers, containers);
            }
        }
    }

    /** Something comes when the machine is as good as off. */
    void tellTheDead(String container, ContainerEvent event) {
        DeviceDecision decision = DeviceDecision.decide(state, new DeviceEvent.OfContainer(container, event),
                new DeviceDecision.Facts(blueprint, agenda.now(), GRACE));
        Rule.EFFECTS.check(decision.equals(new DeviceDecision(state, List.of(), List.of())),
                () -> event + " at the end leads to " + decision);
    }

    private void settle() {
        while (!queue.isEmpty()) {
            List<Effect> effects = new ArrayList<>();
            while (!queue.isEmpty()) {
                effects.addAll(decide(queue.poll()));
            }
            if (!carryOutAll(effects)) {
                return;
            }
        }
    }

    private List<Effect> decide(DeviceEvent event) {
        DeviceState before = state;
        DeviceDecision decision = DeviceDecision.decide(before, event, new DeviceDecision.Facts(blueprint, agenda.now(), GRACE));
        state = decision.next();
        story.decided(agenda.now(), event, before, decision);
        invariants.decided(event, before, decision, agenda.now());
        return decision.effects();
    }

    /** False if the program was lost on the way, and a new one went on. */
    private boolean carryOutAll(List<Effect> effects) {
        int mine = life;
        for (Effect effect : effects) {
            if (mayCrash()) {
                crash();
            }
            if (life != mine) {
                return false;
            }
            carryOut(effect);
        }
        if (!effects.isEmpty() && ended.isEmpty() && mayCrash()) {
            crash();
        }
        return life == mine;
    }

    /** Also while it resumes, but not for ever: a real one gives up then, and reboots. */
    private boolean mayCrash() {
        return resuming < MOST_IN_A_ROW && life < MOST_LIVES && temper.crashes();
    }

    private void carryOut(Effect effect) {
        Rule.EFFECTS.check(ended.isEmpty(), () -> effect + " after the end of the machine");
        switch (effect) {
            case Effect.Prepare e -> containers.get(e.container()).prepare();
            case Effect.Launch e -> containers.get(e.container()).launch();
            case Effect.Go e -> containers.get(e.container()).go();
            case Effect.Halt e -> containers.get(e.container()).halt(e.launcher(), e.init());
            case Effect.Kill e -> containers.get(e.container()).kill(e.launcher());
            case Effect.CleanUp e -> containers.get(e.container()).cleanUp();
            case Effect.Listen e -> containers.get(e.container()).listen();
            case Effect.Unlisten e -> containers.get(e.container()).unlisten();
            case Effect.Probe e -> containers.get(e.container()).probe(e.init());
            case Effect.WakeAt e -> wakeAt(e.millis());
            case Effect.ReportGoals _ -> {}
            case Effect.EndMachine e -> ended = Optional.of(e.action());
        }
    }

    private void wakeAt(long millis) {
        if (timers.add(millis)) {
            int mine = life;
            agenda.at(millis + temper.lateness(), () -> {
                if (life == mine && timers.remove(millis)) {
                    tell(new DeviceEvent.TimePassed());
                }
            });
        }
    }

    /** The program is lost, with its queue, its timers and its workers; the next one goes on from what was saved. */
    void crash() {
        int mine = ++life;
        queue.clear();
        timers.clear();
        containers.values().forEach(SimulatedContainer::forget);
        untaken.ifPresent(again -> agenda.in(temper.delay(), again));
        untaken = Optional.empty();
        String saved = DeviceSnapshot.write(state).toString();
        DeviceState read = DeviceSnapshot.read(JsonParser.parseString(saved).getAsJsonObject());
        Rule.SNAPSHOT.check(read.equals(state), () -> state + " is read back as " + read);
        resume(read, mine);
    }

    private void resume(DeviceState saved, int mine) {
        Map<String, Integer> launchers = new LinkedHashMap<>();
        containers.forEach((name, container) -> container.runningLauncher().ifPresent(pid -> launchers.put(name, pid)));
        Resumption resumption = Resumption.of(saved, launchers);
        story.resumed(agenda.now(), resumption);
        invariants.resumed(resumption, agenda.now());
        state = resumption.state();
        boolean outer = settling;
        settling = true;
        resuming++;
        boolean whole = carryOutAll(resumption.effects());
        settling = false;
        if (whole) {
            containers.values().forEach(SimulatedContainer::reap);
        }
        if (life == mine) {
            tell(new DeviceEvent.Begun());
        }
        resuming--;
        settling = outer;
    }
}
