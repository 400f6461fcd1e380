package org.keelson.supervisor.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.Effect;

/**
 * What a resumed program does first: effects whose answers were lost with the program before are ordered again. Pure.
 *
 * @param state the state to go on from
 * @param effects what is to be done, in order
 */
public record Resumption(DeviceState state, List<Effect> effects) {
    public Resumption {
        effects = List.copyOf(effects);
    }

    /**
     * Decides it.
     *
     * @param saved the state as it was saved last, before its effects were carried out
     * @param launchers the launchers that run, by container: one may have been spawned after the state was saved
     */
    public static Resumption of(DeviceState saved, Map<String, Integer> launchers) {
        List<Effect> effects = new ArrayList<>();
        Map<String, ContainerState> containers = new LinkedHashMap<>();
        saved.containers().forEach((name, state) ->
                containers.put(name, resume(name, state, Optional.ofNullable(launchers.get(name)), effects)));
        if (saved.mode() instanceof DeviceState.Mode.Ending ending) {
            effects.add(new Effect.EndMachine(ending.action()));
        }
        return new Resumption(new DeviceState(saved.mode(), containers, saved.goalsReported()), effects);
    }

    private static ContainerState resume(String name, ContainerState state, Optional<Integer> launcher, List<Effect> effects) {
        return switch (state) {
            case ContainerState.Preparing s -> prepare(name, s.deadline(), s.stopRequested(), effects);
            case ContainerState.Launching s when launcher.isEmpty() -> prepare(name, s.deadline(), s.stopRequested(), effects);
            case ContainerState.Launching s when s.stopRequested() -> {
                effects.add(new Effect.Kill(name, launcher.get(), 0));
                effects.add(new Effect.WakeAt(s.deadline()));
                yield new ContainerState.Stopping(launcher.get(), 0, s.deadline(), true);
            }
            case ContainerState.Launching s -> wake(new ContainerState.Starting(launcher.get(), s.deadline()), s.deadline(), effects);
            case ContainerState.Starting s -> wake(s, s.deadline(), effects);
            case ContainerState.Executing s -> {
                effects.add(new Effect.Go(name));
                yield wake(s, s.deadline(), effects);
            }
            case ContainerState.Started s -> wake(s, s.deadline(), effects);
            case ContainerState.Stopping s -> {
                effects.add(s.killed() ? new Effect.Kill(name, s.launcher(), s.init()) : new Effect.Halt(name, s.launcher(), s.init()));
                yield wake(s, s.killAt(), effects);
            }
            case ContainerState.Cleaning s -> {
                effects.add(new Effect.CleanUp(name));
                yield s;
            }
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Mounted _, ContainerState.Failing _,
                    ContainerState.Ready _, ContainerState.Stopped _ -> state;
        };
    }

    private static ContainerState prepare(String name, long deadline, boolean stopRequested, List<Effect> effects) {
        effects.add(new Effect.Prepare(name));
        return wake(new ContainerState.Preparing(deadline, stopRequested), deadline, effects);
    }

    private static ContainerState wake(ContainerState state, long at, List<Effect> effects) {
        effects.add(new Effect.WakeAt(at));
        return state;
    }
}
