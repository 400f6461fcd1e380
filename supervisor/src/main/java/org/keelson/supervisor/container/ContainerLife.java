package org.keelson.supervisor.container;

import java.util.Optional;
import org.keelson.config.state.Container;
import org.keelson.config.state.StatusGoal;

/**
 * Everything that is known of a container at one moment. Owned by the loop thread; changed only by {@link ContainerDecision}.
 *
 * @param state where it is
 * @param wish what is wanted of it
 * @param attempts how often it was started
 * @param goal how far it is from its status goal
 */
public record ContainerLife(ContainerState state, Wish wish, Attempts attempts, GoalTimer goal) {
    /** Of a container that nothing has been done with. */
    public static ContainerLife initial(Container container) {
        return new ContainerLife(new ContainerState.Installed(), container.execution().activated() ? Wish.LISTEN : Wish.RUN,
                Attempts.NONE, new GoalTimer.Idle());
    }

    /** Of a container that a user had stopped before the device booted, and that is to stay so. */
    public static ContainerLife stopped() {
        ContainerState.End end = new ContainerState.End(EndCause.USER_STOP, Optional.empty());
        return new ContainerLife(new ContainerState.Stopped(end, Aftermath.NONE), Wish.STOP, Attempts.NONE, new GoalTimer.Idle());
    }

    /** True if it has kept its goal for as long as its recovery asks, so that it may be relied on. */
    public boolean stable(Container container, long now) {
        return goal instanceof GoalTimer.Reached(long since)
                && now - since >= container.supervision().recovery().stableTimeout().toMillis();
    }

    /** Whether a container that waits for this one to get that far may be started. One that did its work and ended well counts. */
    public boolean offers(StatusGoal wanted) {
        return switch (state) {
            case ContainerState.Launching s -> wanted == StatusGoal.MOUNTED && s.stop().isEmpty();
            case ContainerState.Mounted _, ContainerState.Starting _, ContainerState.Executing _ -> wanted == StatusGoal.MOUNTED;
            case ContainerState.Started _ -> wanted != StatusGoal.READY;
            case ContainerState.Ready _, ContainerState.Listening _ -> true;
            case ContainerState.Stopped s -> s.end().didItsWork();
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Preparing _, ContainerState.Failing _,
                    ContainerState.Stopping _, ContainerState.Cleaning _, ContainerState.Recovering _ -> false;
        };
    }
}
