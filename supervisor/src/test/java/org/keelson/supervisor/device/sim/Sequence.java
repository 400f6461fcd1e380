package org.keelson.supervisor.device.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keelson.config.state.Container;
import org.keelson.config.state.Dependency;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.EndCause;
import org.keelson.supervisor.container.Obstacle;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.device.DeviceDecision;
import org.keelson.supervisor.device.DeviceState;
import org.keelson.supervisor.device.DeviceState.Mode;
import org.keelson.supervisor.device.Goal;

/** Who may start before whom, and who may stop before whom. */
final class Sequence {
    private final Blueprint blueprint;
    private final Map<String, Witness> witnesses;
    private final Map<String, Integer> groupOf = new HashMap<>();
    private final Map<String, List<String>> waiting = new HashMap<>();
    private final boolean[] done;

    Sequence(Blueprint blueprint, Map<String, Witness> witnesses, DeviceState first) {
        this.blueprint = blueprint;
        this.witnesses = witnesses;
        this.done = new boolean[blueprint.groups().size()];
        for (int g = 0; g < done.length; g++) {
            done[g] = isDone(g, first);
            for (Container container : blueprint.groups().get(g).containers()) {
                groupOf.put(container.name(), g);
                for (Dependency dependency : container.supervision().dependsOn()) {
                    waiting.computeIfAbsent(dependency.container(), _ -> new ArrayList<>()).add(container.name());
                }
            }
        }
    }

    private boolean isDone(int group, DeviceState state) {
        return DeviceDecision.goal(state.containers(), blueprint.groups().get(group)) != Goal.UNACHIEVED;
    }

    /** By what has been seen of its members: done if one is overdue, or none has to be waited for. */
    private boolean seenDone(int group, long now) {
        boolean held = false;
        for (Container member : blueprint.groups().get(group).containers()) {
            GoalClock goal = witnesses.get(member.name()).goal;
            if (goal.overdue(now)) {
                return true;
            }
            held |= goal.holdsBack(now);
        }
        return !held;
    }

    void checkStart(Witness starting, DeviceState state, long now) {
        String name = starting.container.name();
        Rule.START_ORDER.check(state.mode() instanceof Mode.Running, name, "starts while the device ends");
        for (int group = 0; group < groupOf.get(name); group++) {
            Rule.START_ORDER.check(seenDone(group, now), name, "starts before an earlier group is done");
        }
        for (Dependency dependency : starting.container.supervision().dependsOn()) {
            Rule.START_ORDER.check(witnesses.get(dependency.container()).offers(dependency.status()), () -> name + " starts before "
                    + dependency + ", which is " + state.life(dependency.container()).state());
        }
    }

    /** For the device: later groups first, and those that depend on it. */
    void checkStop(Witness stopping, DeviceState state) {
        String name = stopping.container.name();
        if (!forDevice(state.life(name).state())) {
            return;
        }
        for (int group = groupOf.get(name) + 1; group < done.length; group++) {
            for (Container later : blueprint.groups().get(group).containers()) {
                checkStopped(name, later.name(), state);
            }
        }
        waiting.getOrDefault(name, List.of()).forEach(dependent -> checkStopped(name, dependent, state));
    }

    /** Whoever nobody has to be stopped before is on its way. */
    void checkTurns(DeviceState state) {
        boolean turn = true;
        for (int group = done.length - 1; group >= 0 && turn; group--) {
            for (Container member : blueprint.groups().get(group).containers()) {
                ContainerState mine = state.life(member.name()).state();
                boolean needed = waiting.getOrDefault(member.name(), List.of()).stream()
                        .anyMatch(other -> !(state.life(other).state() instanceof ContainerState.Stopped));
                Rule.STOP_ENDS.check(needed || mine instanceof ContainerState.Stopped || Strays.askedToStop(mine),
                        () -> member.name() + " has its turn to stop and is " + mine);
                turn &= mine instanceof ContainerState.Stopped;
            }
        }
    }

    /** Or as good as that: an order that came too late has it wait for a start that does not come. */
    private static void checkStopped(String name, String other, DeviceState state) {
        ContainerState its = state.life(other).state();
        Rule.STOP_ORDER.check(its instanceof ContainerState.Stopped || its instanceof ContainerState.Installed,
                () -> name + " stops before " + other + ", which is " + its);
    }

    private static boolean forDevice(ContainerState state) {
        return switch (state) {
            case ContainerState.Stopping s -> s.cause() == EndCause.DEVICE;
            case ContainerState.Cleaning s -> s.end().cause() == EndCause.DEVICE;
            default -> false;
        };
    }

    /** Except for a member whose time is over, while its timer is late. */
    void checkGroupsStay(DeviceState state, long millis) {
        for (int group = 0; group < done.length; group++) {
            boolean now = isDone(group, state);
            if (done[group] && !now && state.mode() instanceof Mode.Running) {
                boolean caused = false;
                for (Container member : blueprint.groups().get(group).containers()) {
                    Witness witness = witnesses.get(member.name());
                    caused |= Goal.of(state.life(member.name())) == Goal.UNACHIEVED
                            && (witness.causeSinceGoal() || witness.goal.overdue(millis));
                }
                String name = "group " + group;
                Rule.GROUP_STAYS_DONE.check(caused, name, "is not done any more, and nothing has happened to it");
            }
            done[group] = now;
        }
    }

    void checkGoals(DeviceState state) {
        state.containers().forEach((name, life) -> {
            boolean failed = life.state().ended().filter(ContainerState.End::startFailed).isPresent();
            boolean stopped = life.state() instanceof ContainerState.Stopped;
            Rule.EFFECTS.check(!failed && (stopped || witnesses.get(name).goal.reached() || !witnesses.get(name).goal.holdsBack(0)),
                    () -> "goals are reported, and " + name + " is " + life);
        });
    }

    /** Nobody waits for what is there, and nobody who waits for nothing has not been started. */
    void checkWaits(DeviceState state, long now) {
        state.containers().forEach((name, life) -> {
            Rule.CAUSE_TO_WAIT.check(!(life.state() instanceof ContainerState.Installed), name, "is installed and waits for nothing");
            if (life.state() instanceof ContainerState.Blocked(Obstacle obstacle)) {
                Rule.CAUSE_TO_WAIT.check(isThere(name, obstacle, state, now), () -> name + " waits for " + obstacle + " at " + now);
            }
        });
    }

    /** An obstacle is always before who waits for it, in the order of groups and then of dependencies; so nobody waits in a circle. */
    private boolean isThere(String name, Obstacle obstacle, DeviceState state, long now) {
        return switch (obstacle) {
            case Obstacle.OfGroup(String group) -> {
                boolean there = false;
                for (int g = 0; g < groupOf.get(name); g++) {
                    there |= blueprint.groups().get(g).group().name().equals(group) && !seenDone(g, now);
                }
                yield there;
            }
            case Obstacle.OfContainer(String container) -> blueprint.container(name).supervision().dependsOn().stream()
                    .anyMatch(d -> d.container().equals(container) && !state.life(container).offers(d.status()));
        };
    }
}
