package org.keelson.supervisor.device.sim;

import org.keelson.config.state.Container;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.EndCause;
import org.keelson.supervisor.container.Obstacle;

/** How far a container is from its goal, told by its states and a clock of its own: not by what the machine keeps of it. */
final class GoalClock {
    private static final long NEVER = -1;

    private final StatusGoal goal;
    private final long timeout;
    private long underwaySince = NEVER;
    private long reachedSince = NEVER;
    private boolean out;

    GoalClock(Container container, ContainerState first) {
        this.goal = container.statusGoal();
        this.timeout = container.goalTimeout().toMillis();
        this.out = first instanceof ContainerState.Stopped;
    }

    /** Somebody asked for a start of it: its time begins anew. */
    void anew() {
        if (!reached()) {
            underwaySince = NEVER;
        }
    }

    void saw(ContainerState state, long now) {
        out = false;
        switch (state) {
            case ContainerState.Mounted _, ContainerState.Listening _, ContainerState.Ready _ -> reach(now);
            case ContainerState.Started _ when goal != StatusGoal.READY -> reach(now);
            case ContainerState.Installed _ -> pend();
            case ContainerState.Blocked s when s.obstacle() instanceof Obstacle.OfGroup -> pend();
            case ContainerState.Stopped _ -> leave();
            case ContainerState.Preparing s when s.stop().isPresent() -> leave();
            case ContainerState.Launching s when s.stop().isPresent() -> leave();
            case ContainerState.Stopping s when forGood(s.cause()) -> leave();
            case ContainerState.Cleaning s when forGood(s.end().cause()) -> leave();
            case ContainerState.Blocked _, ContainerState.Preparing _, ContainerState.Launching _, ContainerState.Starting _,
                    ContainerState.Executing _, ContainerState.Failing _, ContainerState.Started _, ContainerState.Stopping _,
                    ContainerState.Cleaning _, ContainerState.Recovering _ -> begin(now);
        }
    }

    private static boolean forGood(EndCause cause) {
        return cause == EndCause.USER_STOP || cause == EndCause.DEVICE;
    }

    private void reach(long now) {
        underwaySince = NEVER;
        reachedSince = reachedSince == NEVER ? now : reachedSince;
    }

    private void pend() {
        if (reachedSince != NEVER) {
            underwaySince = NEVER;
            reachedSince = NEVER;
        }
    }

    private void leave() {
        out = true;
        underwaySince = NEVER;
        reachedSince = NEVER;
    }

    private void begin(long now) {
        underwaySince = underwaySince == NEVER ? now : underwaySince;
        reachedSince = NEVER;
    }

    boolean reached() {
        return reachedSince != NEVER;
    }

    /** For how long it has been at its goal, in milliseconds; -1 if it is not. */
    long reachedFor(long now) {
        return reached() ? now - reachedSince : NEVER;
    }

    boolean overdue(long now) {
        return underwaySince != NEVER && now - underwaySince >= timeout;
    }

    /** Whether the groups after its own have to wait for it, were it alone in its own. */
    boolean holdsBack(long now) {
        return !out && !reached() && !overdue(now);
    }
}
