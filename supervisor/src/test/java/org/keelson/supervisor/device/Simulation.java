package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.device.DeviceState.Mode;

/**
 * A device in virtual time: the machine, what it says to {@link SimulatedContainer}s, and what these answer, in any order and with any
 * failure. It settles decisions before effects, saves between them and can lose everything but what is saved, as the supervisor does.
 */
final class Simulation {
    private static final int MOST_STEPS = 50_000;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Random random;
    private final Blueprint blueprint;
    private final Map<String, SimulatedContainer> containers = new LinkedHashMap<>();
    private final ArrayDeque<DeviceEvent> queue = new ArrayDeque<>();
    private final TreeSet<Long> timers = new TreeSet<>();
    private final int crashOdds;
    private DeviceState state;
    private long now = 1_000;
    private int lives;
    private int crashes;
    private boolean settling;
    private boolean reported;
    private Optional<EndAction> requested = Optional.empty();
    private Optional<EndAction> ended = Optional.empty();

    /** @param crashOdds the program is lost before one effect in so many; 0 for never */
    Simulation(long seed, int crashOdds) {
        this.random = new Random(seed);
        this.crashOdds = crashOdds;
        this.blueprint = Plan.random(random);
        this.state = DeviceState.initial(blueprint);
        blueprint.containers().forEach(c -> containers.put(c.name(), new SimulatedContainer(c.name(), random)));
    }

    int crashes() {
        return crashes;
    }

    /** Runs for a while, then asks for the end and runs until it has come. */
    void run() {
        tell(new DeviceEvent.Begun());
        for (int steps = random.nextInt(400); steps > 0 && ended.isEmpty(); steps--) {
            step();
        }
        if (ended.isEmpty()) {
            EndAction action = EndAction.values()[random.nextInt(2)];
            requested = Optional.of(action);
            tell(new DeviceEvent.EndRequested(action));
        }
        for (int steps = 0; ended.isEmpty(); steps++) {
            assertTrue(steps < MOST_STEPS, () -> "never ends: " + state);
            step();
        }
        checkEnd();
    }

    private void checkEnd() {
        assertEquals(new Mode.Ending(ended.get()), state.mode());
        state.containers().values().forEach(s -> assertInstanceOf(ContainerState.Stopped.class, s));
        containers.values().forEach(SimulatedContainer::checkNothingLeft);
        assertTrue(ended.get() == EndAction.REBOOT || ended.equals(requested), () -> "ended by " + ended + ", not " + requested);
    }

    /** One thing happens. */
    private void step() {
        List<Runnable> possible = new ArrayList<>();
        containers.forEach((name, container) -> {
            int launcher = state.containers().get(name).launcherPid();
            container.possible().forEach(event -> possible.add(() -> event.happen(launcher).ifPresent(e -> tellOf(name, e))));
        });
        if (!timers.isEmpty()) {
            possible.add(this::passTime);
        }
        if (crashOdds > 0 && random.nextInt(crashOdds * 4) == 0) {
            possible.add(this::crash);
        }
        if (!possible.isEmpty()) {
            possible.get(random.nextInt(possible.size())).run();
        } else {
            assertInstanceOf(Mode.Running.class, state.mode(), () -> "stuck: " + state);
        }
    }

    private void passTime() {
        now = Math.max(now, timers.pollFirst());
        tell(new DeviceEvent.TimePassed());
    }

    private void tellOf(String container, ContainerEvent event) {
        tell(new DeviceEvent.OfContainer(container, event));
    }

    private void tell(DeviceEvent event) {
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
        DeviceDecision decision = DeviceDecision.decide(state, event, new DeviceDecision.Facts(blueprint, now, GRACE));
        state = decision.next();
        checkMode(before.mode(), state.mode());
        decision.effects().forEach(effect -> check(effect, before));
        return decision.effects();
    }

    private static void checkMode(Mode before, Mode after) {
        switch (before) {
            case Mode.Running _ -> {}
            case Mode.Stopping s -> assertTrue(after.equals(s) || after.equals(new Mode.Ending(s.action())), () -> s + " to " + after);
            case Mode.Ending s -> assertEquals(s, after);
        }
    }

    private void check(Effect effect, DeviceState before) {
        switch (effect) {
            case Effect.Prepare e -> {
                notStopped(e.container(), before);
                earlierGroupsAreDone(e.container());
            }
            case Effect.Launch e -> notStopped(e.container(), before);
            case Effect.Listen _, Effect.Unlisten _, Effect.Probe _ -> throw new IllegalStateException("no container has sockets or health");
            case Effect.Go e -> notStopped(e.container(), before);
            case Effect.CleanUp e -> notStopped(e.container(), before);
            case Effect.Halt e -> laterGroupsAreStopped(e.container());
            case Effect.Kill e -> laterGroupsAreStopped(e.container());
            case Effect.WakeAt e -> assertTrue(e.millis() > now || timers.contains(e.millis()), () -> "wakes in the past: " + e);
            case Effect.ReportGoals _ -> {
                assertTrue(!reported, "goals reported twice");
                reported = true;
            }
            case Effect.EndMachine _ -> assertTrue(ended.isEmpty(), "ended twice");
        }
    }

    private static void notStopped(String container, DeviceState before) {
        assertTrue(!(before.containers().get(container) instanceof ContainerState.Stopped), () -> container + " was stopped: " + before);
    }

    private void earlierGroupsAreDone(String container) {
        for (Blueprint.Members members : blueprint.groups()) {
            if (members.containers().contains(blueprint.container(container))) {
                return;
            }
            Goal goal = DeviceDecision.goal(state, members, now);
            assertTrue(goal != Goal.UNACHIEVED, () -> container + " starts before " + members.group().name() + " is done: " + state);
        }
    }

    private void laterGroupsAreStopped(String container) {
        notStopped(container, state);
        for (Blueprint.Members members : blueprint.groups().reversed()) {
            if (members.containers().contains(blueprint.container(container))) {
                return;
            }
            members.containers().forEach(later -> assertInstanceOf(ContainerState.Stopped.class, state.containers().get(later.name()),
                    () -> container + " stops before " + later.name()));
        }
    }

    /** False if the program was lost on the way, and a new one went on. */
    private boolean carryOutAll(List<Effect> effects) {
        int life = lives;
        for (Effect effect : effects) {
            if (crashOdds > 0 && random.nextInt(crashOdds) == 0) {
                crash();
            }
            if (life != lives) {
                return false;
            }
            carryOut(effect);
        }
        return true;
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Prepare e -> containers.get(e.container()).prepare();
            case Effect.Launch e -> tellOf(e.container(), containers.get(e.container()).launch());
            case Effect.Listen _, Effect.Unlisten _, Effect.Probe _ -> throw new IllegalStateException("no container has sockets or health");
            case Effect.Go e -> containers.get(e.container()).go();
            case Effect.Halt e -> containers.get(e.container()).halt();
            case Effect.Kill e -> containers.get(e.container()).kill();
            case Effect.CleanUp e -> containers.get(e.container()).cleanUp();
            case Effect.WakeAt e -> timers.add(e.millis());
            case Effect.ReportGoals _ -> {}
            case Effect.EndMachine e -> ended = Optional.of(e.action());
        }
    }

    /** The program is lost, with its queue, its timers and its workers; the next one goes on from what was saved. */
    private void crash() {
        crashes++;
        int life = ++lives;
        queue.clear();
        timers.clear();
        containers.values().forEach(SimulatedContainer::forgetWork);
        Map<String, Integer> launchers = new LinkedHashMap<>();
        containers.forEach((name, container) -> container.runningLauncher().ifPresent(pid -> launchers.put(name, pid)));
        Resumption resumption = Resumption.of(DeviceSnapshot.read(DeviceSnapshot.write(state)), launchers);
        state = resumption.state();
        boolean outer = settling;
        settling = false;
        if (carryOutAll(resumption.effects())) {
            containers.forEach((name, container) -> container.reap(state.containers().get(name).launcherPid())
                    .ifPresent(event -> tellOf(name, event)));
        }
        if (life == lives) {
            state.containers().forEach((name, s) -> assertTrue(!(s instanceof ContainerState.Executing) || containers.get(name).told(),
                    () -> name + " waits for its go for ever"));
            tell(new DeviceEvent.Begun());
        }
        settling = outer;
    }
}
