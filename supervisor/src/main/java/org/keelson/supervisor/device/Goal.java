package org.keelson.supervisor.device;

import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.GoalTimer;

/** How far a container or a group is from its status goal. The greatest one of a group's members is the group's. */
public enum Goal {
    /** Not to be waited for: it is stopped, or has ended. */
    NONE,
    ACHIEVED,
    UNACHIEVED,
    /** Not reached in time; later groups start all the same. */
    TIMED_OUT;

    /** Of one container. */
    public static Goal of(ContainerLife life) {
        return switch (life.goal()) {
            case GoalTimer.Reached _ -> ACHIEVED;
            case GoalTimer.Waiting _ -> UNACHIEVED;
            case GoalTimer.Overdue _ -> TIMED_OUT;
            case GoalTimer.Idle _ -> life.state() instanceof ContainerState.Installed || life.state() instanceof ContainerState.Blocked
                    ? UNACHIEVED
                    : NONE;
        };
    }

    /** Of two members together. */
    Goal and(Goal other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
