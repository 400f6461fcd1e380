package org.keelson.supervisor.device.sim;

import java.util.NavigableSet;
import java.util.Optional;
import org.keelson.config.state.Container;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.GoalTimer;
import org.keelson.supervisor.container.Vitals;

/** Whatever has a deadline has a timer for it, and none is over unless its timer has yet to fire. */
final class Waits {
    private static final long KILL_PATIENCE = 5_000;
    private static final long SHORTEST_PAUSE = 1_000;

    private Waits() {}

    static void check(Container container, ContainerLife life, NavigableSet<Long> timers, boolean nothingDue, long now) {
        String name = container.name();
        long deadline = deadline(life.state());
        if (deadline >= 0) {
            Rule.DEADLINES.check(deadline - now <= longest(container, life.state()),
                    () -> name + " waits too long at " + now + ": " + life);
            check(name, life, deadline, timers, nothingDue, now);
        }
        if (life.goal() instanceof GoalTimer.Waiting(long until)) {
            check(name, life, until, timers, nothingDue, now);
        }
    }

    private static void check(String name, ContainerLife life, long deadline, NavigableSet<Long> timers, boolean nothingDue, long now) {
        Rule.DEADLINES.check(!nothingDue || deadline > now, () -> name + " is overdue at " + now + ": " + life);
        Rule.CAUSE_TO_WAIT.check(timers.contains(deadline), () -> name + " has no timer at " + deadline + ": " + life);
    }

    /** Whoever was just killed is killed again, but not at once: that would take all of a CPU. */
    static void checkPause(String name, ContainerState killed, long now) {
        Rule.DEADLINES.check(deadline(killed) >= now + SHORTEST_PAUSE, () -> name + " is killed without a pause at " + now + ": " + killed);
    }

    /** How far away the deadline of a state may be at most, in milliseconds. */
    private static long longest(Container container, ContainerState state) {
        return switch (state) {
            case ContainerState.Starting _, ContainerState.Executing _ -> container.goalTimeout().toMillis() + 60_000;
            case ContainerState.Failing _ -> KILL_PATIENCE;
            case ContainerState.Stopping s when s.killed() -> KILL_PATIENCE;
            case ContainerState.Stopping _ -> container.supervision().stop().grace().orElse(SimulatedSupervisor.GRACE).toMillis();
            default -> Long.MAX_VALUE;
        };
    }

    /** -1 for none. Those without one wait for an answer that the world owes: {@link SimulatedContainer#truthOf}. */
    private static long deadline(ContainerState state) {
        return switch (state) {
            case ContainerState.Starting s -> s.giveUpAt();
            case ContainerState.Executing s -> s.giveUpAt();
            case ContainerState.Failing s -> s.killAt();
            case ContainerState.Started s -> due(s.vitals());
            case ContainerState.Ready s -> due(s.vitals());
            case ContainerState.Stopping s -> s.killAt();
            case ContainerState.Recovering s -> s.until();
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Listening _, ContainerState.Preparing _,
                    ContainerState.Mounted _, ContainerState.Launching _, ContainerState.Cleaning _, ContainerState.Stopped _ -> -1;
        };
    }

    private static long due(Optional<Vitals> vitals) {
        return vitals.isEmpty() ? -1 : vitals.get().due();
    }
}
