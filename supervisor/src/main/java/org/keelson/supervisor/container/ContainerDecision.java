package org.keelson.supervisor.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keelson.config.state.Container;

/**
 * What a container does next.
 *
 * @param next what it is now
 * @param effects what is to be done, in order
 * @param changes what is to be remembered of it, in order
 */
public record ContainerDecision(ContainerLife next, List<Effect> effects, List<Change> changes) {
    /** Copies the lists. */
    public ContainerDecision {
        effects = List.copyOf(effects);
        changes = List.copyOf(changes);
    }

    /**
     * What a decision may know beside life and event.
     *
     * @param container the container as the revision has it
     * @param now monotonic, in milliseconds
     * @param stopGrace how long a container that says nothing itself may take to stop before it is killed
     */
    public record Facts(Container container, long now, Duration stopGrace) {
        /** What a container that hangs between its launch and its first instruction has beyond its goal's timeout. */
        private static final long START_PATIENCE_MILLIS = 60_000;

        /** How long a process that was killed may take to be gone; whatever grace its container has, and without any it has some. */
        private static final long KILL_PATIENCE_MILLIS = 5_000;

        String name() {
            return container.name();
        }

        long killAt() {
            return now + container.supervision().stop().grace().orElse(stopGrace).toMillis();
        }

        long killAgainAt() {
            return now + KILL_PATIENCE_MILLIS;
        }

        long goalDeadline() {
            return now + container.goalTimeout().toMillis();
        }

        long giveUpAt() {
            return goalDeadline() + START_PATIENCE_MILLIS;
        }
    }

    /** The one way for a container's life to change. Total: an event that means nothing here changes nothing. */
    public static ContainerDecision decide(ContainerLife now, ContainerEvent event, Facts facts) {
        ContainerTurn turn = new ContainerTurn(now, facts);
        ContainerState state = turn.after(event);
        boolean anew = turn.ordered && !(now.goal() instanceof GoalTimer.Reached);
        GoalTimer goal = goal(anew ? new GoalTimer.Idle() : now.goal(), state, turn, facts);
        ContainerLife next = new ContainerLife(state, turn.wish, turn.attempts, goal);
        return new ContainerDecision(next, turn.effects, changes(now, next, event, facts));
    }

    private static GoalTimer goal(GoalTimer before, ContainerState state, ContainerTurn turn, Facts facts) {
        return switch (Progress.of(state, facts.container().statusGoal())) {
            case NONE -> new GoalTimer.Idle();
            case PENDING -> before instanceof GoalTimer.Reached ? new GoalTimer.Idle() : passed(before, facts);
            case REACHED -> before instanceof GoalTimer.Reached ? before : new GoalTimer.Reached(facts.now());
            case UNDERWAY -> switch (before) {
                case GoalTimer.Waiting _, GoalTimer.Overdue _ -> passed(before, facts);
                case GoalTimer.Idle _, GoalTimer.Reached _ -> {
                    turn.effects.add(new Effect.WakeAt(facts.goalDeadline()));
                    yield new GoalTimer.Waiting(facts.goalDeadline());
                }
            };
        };
    }

    private static GoalTimer passed(GoalTimer timer, Facts facts) {
        return timer instanceof GoalTimer.Waiting(long until) && facts.now() >= until ? new GoalTimer.Overdue() : timer;
    }

    private static List<Change> changes(ContainerLife before, ContainerLife after, ContainerEvent event, Facts facts) {
        List<Change> changes = new ArrayList<>();
        String from = before.state().word();
        String to = after.state().word();
        if (before.state().getClass() != after.state().getClass()) {
            changes.add(new Change(facts.name(), from, to, cause(before.state(), event) + consequence(after.state(), facts)));
        } else if (after.state() instanceof ContainerState.Blocked && !after.state().equals(before.state())) {
            changes.add(new Change(facts.name(), from, to, event.words()));
        } else if (!verdict(before.state()).equals(verdict(after.state()))) {
            String verdict = verdict(after.state()).map(Vitals.Verdict::word).orElse("");
            changes.add(new Change(facts.name(), to, to, verdict + ", " + cause(before.state(), event)));
        }
        if (before.state() instanceof ContainerState.Stopping s && !s.killed()
                && after.state() instanceof ContainerState.Stopping t && t.killed()) {
            changes.add(new Change(facts.name(), to, to,
                    "killed: " + (event instanceof ContainerEvent.TimePassed ? "did not stop in time" : event.words())));
        }
        if (after.goal() instanceof GoalTimer.Overdue && !(before.goal() instanceof GoalTimer.Overdue)) {
            changes.add(new Change(facts.name(), to, to, "goal " + facts.container().statusGoal() + " not reached within "
                    + facts.container().goalTimeout().toSeconds() + " s"));
        }
        return changes;
    }

    /** "Time passed" alone would explain nothing. */
    private static String cause(ContainerState before, ContainerEvent event) {
        if (!(event instanceof ContainerEvent.TimePassed)) {
            return event.words();
        }
        return switch (before) {
            case ContainerState.Recovering _ -> "time to try again";
            case ContainerState.Starting _, ContainerState.Executing _ -> "does not get to its program";
            case ContainerState.Started _, ContainerState.Ready _ -> "gave no answer about its health";
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Listening _, ContainerState.Preparing _,
                    ContainerState.Mounted _, ContainerState.Launching _, ContainerState.Failing _, ContainerState.Stopping _,
                    ContainerState.Cleaning _, ContainerState.Stopped _ -> event.words();
        };
    }

    /** What follows an end that nobody ordered. */
    private static String consequence(ContainerState after, Facts facts) {
        if (after instanceof ContainerState.Recovering(long until, _)) {
            return ", tried again in " + (until - facts.now()) / 1_000 + " s";
        }
        if (after instanceof ContainerState.Stopped(_, Aftermath aftermath)) {
            return switch (aftermath) {
                case NONE -> "";
                case REPORT -> ", left so";
                case REBOOT -> ", the device reboots for it";
            };
        }
        return "";
    }

    private static Optional<Vitals.Verdict> verdict(ContainerState state) {
        return vitals(state).map(Vitals::verdict);
    }

    /** What is known of the health of a container in that state. */
    public static Optional<Vitals> vitals(ContainerState state) {
        return switch (state) {
            case ContainerState.Started s -> s.vitals();
            case ContainerState.Ready s -> s.vitals();
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Listening _, ContainerState.Preparing _,
                    ContainerState.Mounted _, ContainerState.Launching _, ContainerState.Starting _, ContainerState.Executing _,
                    ContainerState.Failing _, ContainerState.Stopping _, ContainerState.Cleaning _, ContainerState.Recovering _,
                    ContainerState.Stopped _ -> Optional.empty();
        };
    }
}
