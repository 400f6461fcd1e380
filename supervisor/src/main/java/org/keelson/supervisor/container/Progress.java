package org.keelson.supervisor.container;

import org.keelson.config.state.StatusGoal;

/** What a state means for the status goal; the clock is not looked at. */
enum Progress {
    /** Nothing is expected: it is to stay stopped. */
    NONE,
    /** It is not its turn; what it had of its time before goes on. */
    PENDING,
    /** On its way. */
    UNDERWAY,
    REACHED;

    static Progress of(ContainerState state, StatusGoal goal) {
        return switch (state) {
            case ContainerState.Stopped _ -> NONE;
            case ContainerState.Installed _ -> PENDING;
            case ContainerState.Blocked s -> switch (s.obstacle()) {
                case Obstacle.OfGroup _ -> PENDING;
                case Obstacle.OfContainer _ -> UNDERWAY;
            };
            case ContainerState.Preparing s -> s.stop().isPresent() ? NONE : UNDERWAY;
            case ContainerState.Launching s -> s.stop().isPresent() ? NONE : UNDERWAY;
            case ContainerState.Starting _, ContainerState.Executing _, ContainerState.Failing _, ContainerState.Recovering _ -> UNDERWAY;
            case ContainerState.Mounted _, ContainerState.Listening _, ContainerState.Ready _ -> REACHED;
            case ContainerState.Started _ -> goal == StatusGoal.READY ? UNDERWAY : REACHED;
            case ContainerState.Stopping s -> afterEnd(s.cause());
            case ContainerState.Cleaning s -> afterEnd(s.end().cause());
        };
    }

    /** Whether it may come back. */
    private static Progress afterEnd(EndCause cause) {
        return switch (cause) {
            case USER_STOP, DEVICE -> NONE;
            case ITSELF, UNHEALTHY, USER_RESTART -> UNDERWAY;
        };
    }
}
