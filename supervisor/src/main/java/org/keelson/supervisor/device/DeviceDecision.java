package org.keelson.supervisor.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keelson.config.state.Container;
import org.keelson.config.state.Dependency;
import org.keelson.supervisor.container.Aftermath;
import org.keelson.supervisor.container.Change;
import org.keelson.supervisor.container.ContainerDecision;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.container.Obstacle;
import org.keelson.supervisor.device.DeviceState.Mode;

/**
 * What the device does next.
 *
 * @param next where everything is now
 * @param effects what is to be done, in order
 * @param changes what is to be remembered of the containers, in order
 */
public record DeviceDecision(DeviceState next, List<Effect> effects, List<Change> changes) {
    /** What a decision may know beside state and event. */
    public record Facts(Blueprint blueprint, long now, Duration stopGrace) {}

    public DeviceDecision {
        effects = List.copyOf(effects);
        changes = List.copyOf(changes);
    }

    /** The one way for the device's state to change. Total; once the machine is ending, nothing changes any more. */
    public static DeviceDecision decide(DeviceState now, DeviceEvent event, Facts facts) {
        if (now.mode() instanceof Mode.Ending) {
            return new DeviceDecision(now, List.of(), List.of());
        }
        Draft draft = new Draft(now, facts);
        switch (event) {
            case DeviceEvent.Begun _ -> {}
            case DeviceEvent.OfContainer e -> draft.tell(e.container(), e.event());
            case DeviceEvent.TimePassed _ -> draft.tellAll(new ContainerEvent.TimePassed());
            case DeviceEvent.EndRequested e -> draft.end(e.action());
        }
        draft.settle();
        return new DeviceDecision(new DeviceState(draft.mode, draft.containers, draft.goalsReported), draft.effects, draft.changes);
    }

    /** How far a group is: ACHIEVED if it is empty. */
    public static Goal goal(Map<String, ContainerLife> containers, Blueprint.Members members) {
        Goal goal = Goal.ACHIEVED;
        for (Container container : members.containers()) {
            goal = goal.and(Goal.of(containers.get(container.name())));
        }
        return goal;
    }

    /** The decision while it is made; never leaves {@link #decide}. */
    private static final class Draft {
        private final Facts facts;
        private final Map<String, ContainerLife> containers;
        private final List<Effect> effects = new ArrayList<>();
        private final List<Change> changes = new ArrayList<>();
        private Mode mode;
        private boolean goalsReported;

        Draft(DeviceState now, Facts facts) {
            this.facts = facts;
            this.containers = new LinkedHashMap<>(now.containers());
            this.mode = now.mode();
            this.goalsReported = now.goalsReported();
        }

        /** Returns whether its state is another now. */
        boolean tell(String name, ContainerEvent event) {
            ContainerLife now = containers.get(name);
            if (now == null) {
                return false; // a late answer of a revision that is gone
            }
            Container container = facts.blueprint().container(name);
            ContainerDecision decision = ContainerDecision.decide(now, event,
                    new ContainerDecision.Facts(container, facts.now(), facts.stopGrace()));
            containers.put(name, decision.next());
            effects.addAll(decision.effects());
            changes.addAll(decision.changes());
            return !decision.next().state().equals(now.state());
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
            if (mode instanceof Mode.Running && !containersToRebootFor().isEmpty()) {
                end(EndAction.REBOOT);
            }
            switch (mode) {
                case Mode.Running _ -> startGroups();
                case Mode.Stopping s -> stopGroups(s.action());
                case Mode.Ending _ -> {}
            }
        }

        /** Containers that the device cannot be without, and that ended for good. */
        private List<String> containersToRebootFor() {
            List<String> dead = new ArrayList<>();
            containers.forEach((name, life) -> {
                if (life.state() instanceof ContainerState.Stopped(_, Aftermath aftermath) && aftermath == Aftermath.REBOOT) {
                    dead.add(name);
                }
            });
            return dead;
        }

        /** Again as long as something moves: what has just begun to listen may be what another one of the group waits for. */
        private void startGroups() {
            boolean moved = true;
            while (moved) {
                moved = false;
                Optional<Obstacle> closed = Optional.empty();
                for (Blueprint.Members members : facts.blueprint().groups()) {
                    for (Container container : members.containers()) {
                        moved |= start(container, closed);
                    }
                    if (closed.isEmpty() && goal(containers, members) == Goal.UNACHIEVED) {
                        closed = Optional.of(new Obstacle.OfGroup(members.group().name()));
                    }
                }
            }
            reportGoals();
        }

        private boolean start(Container container, Optional<Obstacle> closed) {
            return switch (containers.get(container.name()).state()) {
                case ContainerState.Installed _, ContainerState.Blocked _ -> {
                    Optional<Obstacle> obstacle = closed.isPresent() ? closed : missing(container);
                    yield tell(container.name(), obstacle.isPresent()
                            ? new ContainerEvent.Held(obstacle.get())
                            : new ContainerEvent.StartAllowed());
                }
                case ContainerState.Listening _, ContainerState.Preparing _, ContainerState.Mounted _, ContainerState.Launching _,
                        ContainerState.Starting _, ContainerState.Executing _, ContainerState.Failing _, ContainerState.Started _,
                        ContainerState.Ready _, ContainerState.Stopping _, ContainerState.Cleaning _, ContainerState.Recovering _,
                        ContainerState.Stopped _ -> false;
            };
        }

        private Optional<Obstacle> missing(Container container) {
            for (Dependency dependency : container.supervision().dependsOn()) {
                if (!containers.get(dependency.container()).offers(dependency.status())) {
                    return Optional.of(new Obstacle.OfContainer(dependency.container()));
                }
            }
            return Optional.empty();
        }

        private void reportGoals() {
            boolean reached = !goalsReported && containers.values().stream().noneMatch(life -> isFailed(life.state()));
            for (Blueprint.Members members : facts.blueprint().groups()) {
                reached = reached && goal(containers, members) == Goal.ACHIEVED;
            }
            if (reached) {
                goalsReported = true;
                effects.add(new Effect.ReportGoals());
            }
        }

        /** True if it never got to its goal: it could not be started. */
        private static boolean isFailed(ContainerState state) {
            return state.ended().filter(ContainerState.End::startFailed).isPresent();
        }

        /** The last group first, and in it those first that nobody waits for. */
        private void stopGroups(EndAction action) {
            List<Blueprint.Members> groups = facts.blueprint().groups();
            for (int i = groups.size() - 1; i >= 0; i--) {
                stopMembers(groups.get(i));
                for (Container container : groups.get(i).containers()) {
                    if (!isStopped(container.name())) {
                        return;
                    }
                }
            }
            mode = new Mode.Ending(action);
            effects.add(new Effect.EndMachine(action));
        }

        private void stopMembers(Blueprint.Members members) {
            boolean moved = true;
            while (moved) {
                moved = false;
                for (Container container : members.containers()) {
                    if (!isStopped(container.name()) && !isNeeded(container.name(), members)) {
                        moved |= tell(container.name(), new ContainerEvent.StopRequested());
                    }
                }
            }
        }

        /** By one of its group: those of later groups are stopped, and one of an earlier group would wait for this one to stop. */
        private boolean isNeeded(String name, Blueprint.Members members) {
            for (Container other : members.containers()) {
                if (facts.blueprint().dependents(name).contains(other.name()) && !isStopped(other.name())) {
                    return true;
                }
            }
            return false;
        }

        private boolean isStopped(String name) {
            return containers.get(name).state() instanceof ContainerState.Stopped;
        }
    }
}
