package org.keelson.supervisor.device.sim;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import org.keelson.config.state.Container;
import org.keelson.supervisor.container.Change;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.device.DeviceDecision;
import org.keelson.supervisor.device.DeviceEvent;
import org.keelson.supervisor.device.DeviceSnapshot;
import org.keelson.supervisor.device.DeviceState;
import org.keelson.supervisor.device.DeviceState.Mode;
import org.keelson.supervisor.device.Resumption;

/** Checks every decision against every {@link Rule}; what is known for it is kept by one {@link Witness} for each container. */
final class Invariants {
    private final Map<String, Witness> witnesses = new LinkedHashMap<>();
    private final Map<String, ContainerLife> lastSaved = new HashMap<>();
    private final Sequence sequence;
    private final Coverage coverage = new Coverage();
    private boolean goalsReported;

    Invariants(Blueprint blueprint, DeviceState first) {
        for (Container container : blueprint.containers()) {
            witnesses.put(container.name(), new Witness(container, first.life(container.name())));
        }
        this.sequence = new Sequence(blueprint, witnesses, first);
    }

    Coverage coverage() {
        return coverage;
    }

    Witness witness(String container) {
        return witnesses.get(container);
    }

    /** A decision is made, and nothing of it is done yet. */
    void decided(DeviceEvent event, DeviceState before, DeviceDecision decision, long now) {
        DeviceState after = decision.next();
        coverage.decided(event, before, after);
        switch (event) {
            case DeviceEvent.OfContainer e -> witnesses.get(e.container())
                    .told(e.event(), before.life(e.container()), after.life(e.container()), now);
            case DeviceEvent.TimePassed _ -> witnesses.forEach((name, witness) ->
                    witness.told(new ContainerEvent.TimePassed(), before.life(name), after.life(name), now));
            case DeviceEvent.Begun _, DeviceEvent.EndRequested _ -> {}
        }
        decision.effects().forEach(effect -> note(effect, now));
        boolean reboot = ends(event, before, after, now);
        witnesses.forEach((name, witness) -> witness.saw(before.life(name), after.life(name), now));
        for (Change change : decision.changes()) {
            Rule.EFFECTS.check(witnesses.containsKey(change.container()), () -> "change of nobody: " + change);
            witnesses.get(change.container()).changed(change);
        }
        witnesses.forEach((name, witness) -> witness.checkRecords(after.life(name).state()));
        checkMode(event, before.mode(), after.mode(), reboot);
        if (event instanceof DeviceEvent.OfContainer(String name, ContainerEvent.RestartOrdered _)) {
            witnesses.get(name).checkRestart(before.life(name).state(), after.life(name).state());
        }
        decision.effects().forEach(effect -> check(effect, before, after, now));
        sequence.checkGroupsStay(after, now);
        checkSnapshot(after);
    }

    /** Ends that are over with this decision; returns whether one of them makes the device reboot. */
    private boolean ends(DeviceEvent event, DeviceState before, DeviceState after, long now) {
        if (event instanceof DeviceEvent.OfContainer(String name, ContainerEvent what)) {
            ContainerState from = before.life(name).state();
            ContainerState to = after.life(name).state();
            boolean deviceEnds = !(after.mode() instanceof Mode.Running);
            if (from instanceof ContainerState.Cleaning s && what instanceof ContainerEvent.CleanedUp) {
                return witnesses.get(name).recovery.concluded(s.end(), to, now, deviceEnds);
            }
            if (from instanceof ContainerState.Listening && what instanceof ContainerEvent.ListenFailed) {
                return witnesses.get(name).recovery.concluded(to.ended().orElseThrow(), to, now, deviceEnds);
            }
        }
        return false;
    }

    private static void checkMode(DeviceEvent event, Mode before, Mode after, boolean reboot) {
        boolean asked = event instanceof DeviceEvent.EndRequested;
        switch (before) {
            case Mode.Running _ -> {
                Rule.REBOOT.check(after instanceof Mode.Running ? !asked && !reboot : asked || reboot,
                        () -> after + " by " + event + (reboot ? ", a container is dead" : ", no container is dead"));
            }
            case Mode.Stopping s ->
                    Rule.REBOOT.check(after.equals(s) || after.equals(new Mode.Ending(s.action())), () -> s + " to " + after);
            case Mode.Ending s -> Rule.REBOOT.check(after.equals(s), () -> s + " to " + after);
        }
    }

    /** It names a container of the revision, which takes note of it. */
    private void note(Effect effect, long now) {
        String container = switch (effect) {
            case Effect.Prepare e -> e.container();
            case Effect.Launch e -> e.container();
            case Effect.Go e -> e.container();
            case Effect.Halt e -> e.container();
            case Effect.Kill e -> e.container();
            case Effect.CleanUp e -> e.container();
            case Effect.Listen e -> e.container();
            case Effect.Unlisten e -> e.container();
            case Effect.Probe e -> e.container();
            case Effect.WakeAt _, Effect.ReportGoals _, Effect.EndMachine _ -> "";
        };
        Rule.EFFECTS.check(container.isEmpty() || witnesses.containsKey(container), () -> "no such container: " + effect);
        if (!container.isEmpty()) {
            witnesses.get(container).effect(effect, now);
        }
    }

    private void check(Effect effect, DeviceState before, DeviceState after, long now) {
        Rule.EFFECTS.check(!(before.mode() instanceof Mode.Ending), () -> effect + " after the end of the machine");
        switch (effect) {
            case Effect.Prepare e -> sequence.checkStart(witnesses.get(e.container()), after, now);
            case Effect.Listen e -> sequence.checkStart(witnesses.get(e.container()), after, now);
            case Effect.Halt e -> sequence.checkStop(witnesses.get(e.container()), after);
            case Effect.Kill e -> {
                sequence.checkStop(witnesses.get(e.container()), after);
                Waits.checkPause(e.container(), after.life(e.container()).state(), now);
            }
            case Effect.CleanUp e -> sequence.checkStop(witnesses.get(e.container()), after);
            case Effect.Launch _, Effect.Go _, Effect.Unlisten _, Effect.Probe _ -> {}
            case Effect.WakeAt e -> Rule.DEADLINES.check(e.millis() >= now, () -> "wakes in the past: " + e);
            case Effect.ReportGoals _ -> {
                Rule.EFFECTS.check(!goalsReported, () -> "goals reported twice");
                goalsReported = true;
                sequence.checkGoals(after);
            }
            case Effect.EndMachine _ -> after.containers().forEach((name, life) ->
                    Rule.STOP_ENDS.check(life.state() instanceof ContainerState.Stopped, name, "is not stopped at the end"));
        }
    }

    /** Of each life that has changed; the whole state becomes text and is read back whenever PID 1 is lost. */
    private void checkSnapshot(DeviceState state) {
        Map<String, ContainerLife> changed = new LinkedHashMap<>();
        state.containers().forEach((name, life) -> {
            if (!life.equals(lastSaved.put(name, life))) {
                changed.put(name, life);
            }
        });
        if (!changed.isEmpty()) {
            DeviceState part = new DeviceState(state.mode(), changed, state.goalsReported());
            DeviceState read = DeviceSnapshot.read(DeviceSnapshot.write(part));
            Rule.SNAPSHOT.check(read.equals(part), () -> part + " is read back as " + read);
        }
    }

    /** PID 1 was lost, and goes on from that. */
    void resumed(Resumption resumption, long now) {
        witnesses.forEach((name, witness) -> witness.resumed());
        for (Change change : resumption.changes()) {
            witnesses.get(change.container()).changed(change);
        }
        witnesses.forEach((name, witness) -> {
            witness.checkRecords(resumption.state().life(name).state());
            witness.saw(resumption.state().life(name), resumption.state().life(name), now);
        });
    }

    /** Everything that was to be decided is, and everything that was to be done. */
    void settled(DeviceState state, long now, NavigableSet<Long> timers, Map<String, SimulatedContainer> world) {
        boolean nothingDue = timers.isEmpty() || timers.first() > now;
        state.containers().forEach((name, life) -> {
            Rule.TRUTH.check(world.get(name).truthOf(life.state()), () -> name + " is not " + life.state());
            Waits.check(witnesses.get(name).container, life, timers, nothingDue, now);
        });
        if (state.mode() instanceof Mode.Stopping) {
            sequence.checkTurns(state);
        } else if (nothingDue) {
            sequence.checkWaits(state, now);
        }
    }
}
