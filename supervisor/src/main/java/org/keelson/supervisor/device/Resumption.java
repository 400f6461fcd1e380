package org.keelson.supervisor.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keelson.supervisor.container.Change;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.GoalTimer;
import org.keelson.supervisor.container.Vitals;

/**
 * What a resumed program does first: effects whose answers were lost with the program before are ordered again. Pure.
 *
 * @param state the state to go on from
 * @param effects what is to be done, in order
 * @param changes what is to be remembered of the containers, in order
 */
public record Resumption(DeviceState state, List<Effect> effects, List<Change> changes) {
    /** A time that has passed: the first look at the deadlines kills. */
    private static final long AT_ONCE = 0;

    public Resumption {
        effects = List.copyOf(effects);
        changes = List.copyOf(changes);
    }

    /**
     * Decides it.
     *
     * @param saved the state as it was saved last, before its effects were carried out
     * @param launchers the launchers that run, by container: one may have been spawned after the state was saved
     */
    public static Resumption of(DeviceState saved, Map<String, Integer> launchers) {
        List<Effect> effects = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        Map<String, ContainerLife> containers = new LinkedHashMap<>();
        saved.containers().forEach((name, life) -> {
            ContainerState state = resume(name, life.state(), Optional.ofNullable(launchers.get(name)), effects);
            if (!state.word().equals(life.state().word())) {
                changes.add(new Change(name, life.state().word(), state.word(), "resumed"));
            }
            if (life.goal() instanceof GoalTimer.Waiting(long until)) {
                effects.add(new Effect.WakeAt(until));
            }
            containers.put(name, new ContainerLife(state, life.wish(), life.attempts(), life.goal()));
        });
        if (saved.mode() instanceof DeviceState.Mode.Ending ending) {
            effects.add(new Effect.EndMachine(ending.action()));
        }
        return new Resumption(new DeviceState(saved.mode(), containers, saved.goalsReported()), effects, changes);
    }

    private static ContainerState resume(String name, ContainerState state, Optional<Integer> launcher, List<Effect> effects) {
        return switch (state) {
            case ContainerState.Listening s -> with(s, effects, new Effect.Listen(name));
            case ContainerState.Preparing s -> with(s, effects, new Effect.Prepare(name));
            case ContainerState.Launching s when launcher.isEmpty() ->
                    with(new ContainerState.Preparing(s.stop()), effects, new Effect.Prepare(name));
            case ContainerState.Launching s when s.stop().isPresent() ->
                    with(new ContainerState.Stopping(launcher.get(), 0, AT_ONCE, true, s.stop().get()), effects,
                            new Effect.WakeAt(AT_ONCE));
            case ContainerState.Launching s -> with(new ContainerState.Starting(launcher.get(), s.giveUpAt()), effects,
                    new Effect.WakeAt(s.giveUpAt()));
            case ContainerState.Starting s -> with(s, effects, new Effect.WakeAt(s.giveUpAt()));
            case ContainerState.Executing s -> with(s, effects, new Effect.Go(name), new Effect.WakeAt(s.giveUpAt()));
            case ContainerState.Failing s -> with(s, effects, new Effect.WakeAt(s.killAt()));
            case ContainerState.Started s -> new ContainerState.Started(s.launcher(), s.init(), s.since(), ask(s.vitals(), effects));
            case ContainerState.Ready s -> new ContainerState.Ready(s.launcher(), s.init(), s.since(), ask(s.vitals(), effects));
            case ContainerState.Stopping s -> with(s, effects,
                    s.killed() ? new Effect.Kill(name, s.launcher(), s.init()) : new Effect.Halt(name, s.launcher(), s.init()),
                    new Effect.WakeAt(s.killAt()));
            case ContainerState.Cleaning s -> with(s, effects, new Effect.CleanUp(name));
            case ContainerState.Recovering s -> with(s, effects, new Effect.WakeAt(s.until()));
            case ContainerState.Stopped s -> with(s, effects, new Effect.Unlisten(name));
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Mounted _ -> state;
        };
    }

    /** The answer to a question of the program before is lost: that is not the container's fault, so it is asked anew. */
    private static Optional<Vitals> ask(Optional<Vitals> vitals, List<Effect> effects) {
        return vitals.map(v -> {
            effects.add(new Effect.WakeAt(v.due()));
            return new Vitals(v.verdict(), v.failures(), false, v.due());
        });
    }

    private static ContainerState with(ContainerState state, List<Effect> effects, Effect... orders) {
        effects.addAll(List.of(orders));
        return state;
    }
}
