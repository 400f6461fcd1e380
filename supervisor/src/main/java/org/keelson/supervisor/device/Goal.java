package org.keelson.supervisor.device;

import java.util.Collection;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerStatus;

/** How far a container or a group is from its status goal. The greatest one of a group's members is the group's. */
public enum Goal {
    /** Not to be waited for: it went past its goal, by ending for instance. */
    NONE,
    ACHIEVED,
    UNACHIEVED,
    /** Not reached in time; later groups start all the same. */
    TIMED_OUT;

    /** Of one container. */
    static Goal of(ContainerState state, StatusGoal goal, long now) {
        ContainerStatus wanted = status(goal);
        ContainerStatus status = state.status();
        if (status == wanted) {
            return ACHIEVED;
        }
        if (status.compareTo(ContainerStatus.STARTING) < 0) {
            return overdue(state, now) ? TIMED_OUT : UNACHIEVED;
        }
        if (status.compareTo(wanted) >= 0) {
            return NONE;
        }
        return overdue(state, now) ? TIMED_OUT : UNACHIEVED;
    }

    private static boolean overdue(ContainerState state, long now) {
        return switch (state) {
            case ContainerState.Preparing s -> now >= s.deadline();
            case ContainerState.Launching s -> now >= s.deadline();
            case ContainerState.Starting s -> now >= s.deadline();
            case ContainerState.Executing s -> now >= s.deadline();
            case ContainerState.Started s -> now >= s.deadline();
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Mounted _, ContainerState.Failing _,
                    ContainerState.Ready _, ContainerState.Stopping _, ContainerState.Cleaning _, ContainerState.Stopped _ -> false;
        };
    }

    private static ContainerStatus status(StatusGoal goal) {
        return switch (goal) {
            case MOUNTED -> ContainerStatus.MOUNTED;
            case STARTED -> ContainerStatus.STARTED;
            case READY -> ContainerStatus.READY;
        };
    }

    /** Of a group: ACHIEVED if it is empty. */
    static Goal greatest(Collection<Goal> members) {
        Goal greatest = ACHIEVED;
        for (Goal member : members) {
            greatest = member.compareTo(greatest) > 0 ? member : greatest;
        }
        return greatest;
    }
}
