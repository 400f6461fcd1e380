package org.keelson.supervisor.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keelson.config.state.Container;
import org.keelson.config.state.RestartPolicy;
import org.keelson.supervisor.container.ContainerDecision;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.device.DeviceState.Mode;

/**
 * What the device does next.
 *
 * @param next where everything is now
 * @param effects what is to be done, in order
 */
public record DeviceDecision(DeviceState next, List<Effect> effects) {
    /** What a decision may know beside state and event. */
    public record Facts(Blueprint blueprint, long now, Duration stopGrace) {}

    public DeviceDecision {
        effects = List.copyOf(effects);
    }

    /** The one way for the device's state to change. Total. */
    public static DeviceDecision decide(DeviceState now, DeviceEvent event, Facts facts) {
        Draft draft = new Draft(now, facts);
        switch (event) {
            case DeviceEvent.Begun _ -> {}
            case DeviceEvent.OfContainer e -> draft.tell(e.container(), e.event());
            case DeviceEvent.TimePassed _ -> draft.tellAll(new ContainerEvent.TimePassed());
            case DeviceEvent.EndRequested e -> draft.end(e.action());
        }
        draft.settle();
        return new DeviceDecision(draft.state(), draft.effects);
    }

    /** How far a group is. */
    public static Goal goal(DeviceState state, Blueprint.Members members, long now) {
        List<Goal> goals = new ArrayList<>();
        for (Container container : members.containers()) {
            goals.add(Goal.of(state.containers().get(container.name()), container.statusGoal(), now));
        }
        return Goal.greatest(goals);
    }

    /** How far a container is. */
    public static Goal goal(DeviceState state, Container container, long now) {
        return Goal.of(state.containers().get(container.name()), container.statusGoal(), now);
    }

    /** The decision while it is made; never leaves {@link #decide}. */
    private static final class Draft {
        private final Facts facts;
        private final Map<String, ContainerState> containers;
        private final List<Effect> effects = new ArrayList<>();
        private Mode mode;
        private boolean goalsReported;

        Draft(DeviceState now, Facts facts) {
            this.facts = facts;
            this.containers = new LinkedHashMap<>(now.containers());
            this.mode = now.mode();
            this.goalsReported = now.goalsReported();
        }

        DeviceState state() {
            return new DeviceState(mode, containers, goalsReported);
        }

        void tell(String name, ContainerEvent event) {
            ContainerState now = containers.get(name);
            if (now == null) {
                return; // a late answer of a revision that is gone
            }
            Container container = facts.blueprint().container(name);
            ContainerDecision.Facts known = new ContainerDecision.Facts(container, facts.now(), facts.stopGrace());
            ContainerDecision decision = ContainerDecision.decide(now, event, known);
            containers.put(name, decision.next());
            effects.addAll(decision.effects());
        }

        void tellAll(ContainerEvent event) {
            List.copyOf(containers.keySet()).forEach(name -> tell(name, event));
        }

        void end(EndAction action) {
            if (mode instanceof Mode.Running) {
                mode = new Mode.Stopping(action);
            }
        }

        void settle() {
            if (mode instanceof Mode.Running) {
                endIfSystemContainerDied();
            }
            switch (mode) {
                case Mode.Running _ -> startGroups();
                case Mode.Stopping s -> stopGroups(s.action());
                case Mode.Ending _ -> {}
            }
        }

        /** A container that the system cannot be without, and that ended by itself, takes the device to a reboot. */
        private void endIfSystemContainerDied() {
            for (Container container : facts.blueprint().containers()) {
                if (container.restartPolicy() == RestartPolicy.SYSTEM
                        && containers.get(container.name()) instanceof ContainerState.Stopped stopped
                        && !stopped.end().requested()) {
                    end(EndAction.REBOOT);
                }
            }
        }

        private void startGroups() {
            boolean open = true;
            boolean reached = true;
            for (Blueprint.Members members : facts.blueprint().groups()) {
                for (Container container : members.containers()) {
                    ContainerState state = containers.get(container.name());
                    if (open && (state instanceof ContainerState.Installed || state instanceof ContainerState.Blocked)) {
                        tell(container.name(), new ContainerEvent.StartRequested());
                    } else if (!open && state instanceof ContainerState.Installed) {
                        tell(container.name(), new ContainerEvent.Held());
                    }
                }
                Goal goal = DeviceDecision.goal(state(), members, facts.now());
                open = open && goal != Goal.UNACHIEVED;
                reached = reached && goal == Goal.ACHIEVED;
            }
            if (reached && !goalsReported && !failed()) {
                goalsReported = true;
                effects.add(new Effect.ReportGoals());
            }
        }

        /** True if some container never got to its goal: it could not be started. */
        private boolean failed() {
            return containers.values().stream().anyMatch(state -> state.ended().filter(ContainerState.End::startFailed).isPresent());
        }

        private void stopGroups(EndAction action) {
            List<Blueprint.Members> groups = facts.blueprint().groups();
            for (int i = groups.size() - 1; i >= 0; i--) {
                boolean stopped = true;
                for (Container container : groups.get(i).containers()) {
                    if (!(containers.get(container.name()) instanceof ContainerState.Stopping)) {
                        tell(container.name(), new ContainerEvent.StopRequested());
                    }
                    stopped &= containers.get(container.name()) instanceof ContainerState.Stopped;
                }
                if (!stopped) {
                    return;
                }
            }
            mode = new Mode.Ending(action);
            effects.add(new Effect.EndMachine(action));
        }
    }
}
