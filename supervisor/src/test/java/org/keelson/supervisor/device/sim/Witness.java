package org.keelson.supervisor.device.sim;

import java.util.Optional;
import org.keelson.backend.ContainerExit;
import org.keelson.config.state.Container;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.Change;
import org.keelson.supervisor.container.ContainerDecision;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndCause;
import org.keelson.supervisor.container.Vitals;
import org.keelson.supervisor.container.Wish;

/** Sees everything that the machine is told of one container and decides for it, and keeps accounts of its own. */
final class Witness {
    final Container container;
    final GoalClock goal;
    final RecoveryWatch recovery;
    private final String name;
    private final Optional<HealthWatch> health;
    private String lastWord;
    private boolean stopOrdered;
    private boolean mounted;
    private boolean listening;
    private boolean executed;
    private boolean ready;
    private boolean halted;
    private Optional<ContainerExit> exit = Optional.empty();
    private boolean finished;
    private boolean causeSinceGoal;
    private boolean wellBefore;
    private boolean ordered;

    Witness(Container container, ContainerLife first) {
        this.container = container;
        this.name = container.name();
        this.goal = new GoalClock(container, first.state());
        this.recovery = new RecoveryWatch(container);
        this.health = container.supervision().health().map(check -> new HealthWatch(container.name(), check));
        this.lastWord = first.state().word();
        this.stopOrdered = first.wish() == Wish.STOP;
    }

    /** Whether an order or a connection makes it start, or start again: it does not when that is what it is at anyway. */
    private static boolean startsAnew(ContainerState before, ContainerEvent event) {
        return switch (event) {
            case ContainerEvent.StartOrdered _ -> switch (before) {
                case ContainerState.Mounted _, ContainerState.Starting _, ContainerState.Executing _, ContainerState.Started _,
                        ContainerState.Ready _ -> false;
                case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Listening _, ContainerState.Preparing _,
                        ContainerState.Launching _, ContainerState.Failing _, ContainerState.Stopping _, ContainerState.Cleaning _,
                        ContainerState.Recovering _, ContainerState.Stopped _ -> true;
            };
            case ContainerEvent.RestartOrdered _ -> true;
            case ContainerEvent.Connected _ -> before instanceof ContainerState.Listening;
            default -> false;
        };
    }

    /** An event reached it: {@code after} is where the turn has left it. */
    void told(ContainerEvent event, ContainerLife before, ContainerLife after, long now) {
        wellBefore = health.isEmpty() || health.get().well();
        noteOrder(event, before.state());
        noteFacts(event, before.state());
        noteHealth(event, before.state(), now);
        if (event instanceof ContainerEvent.LauncherExited && running(before.state())) {
            recovery.runEnded(now, goal.reachedFor(now));
        }
        if (causes(event, before.state(), after.state())) {
            causeSinceGoal = true;
        }
    }

    private void noteOrder(ContainerEvent event, ContainerState before) {
        if (startsAnew(before, event)) {
            ordered = true;
            recovery.ordered();
            goal.anew();
        }
        stopOrdered = switch (event) {
            case ContainerEvent.StopOrdered _ -> true;
            case ContainerEvent.StartOrdered _, ContainerEvent.RestartOrdered _ -> false;
            default -> stopOrdered;
        };
    }

    private void noteFacts(ContainerEvent event, ContainerState before) {
        switch (event) {
            case ContainerEvent.Prepared _ -> mounted |= before instanceof ContainerState.Preparing;
            case ContainerEvent.Hello e -> {
                if (e.init() != before.initPid()) {
                    executed = false;
                    ready = false;
                }
            }
            case ContainerEvent.Executed _ -> executed |= before instanceof ContainerState.Executing;
            case ContainerEvent.BecameReady _ -> ready |= before instanceof ContainerState.Started
                    && container.statusGoal() == StatusGoal.READY;
            case ContainerEvent.LauncherExited e when before.launcherPid() != 0 -> {
                boolean success = e.exit().equals(new ContainerExit.Exited(0));
                boolean ran = executed || success && before instanceof ContainerState.Executing; // so shortly that nobody saw it
                exit = ran || before instanceof ContainerState.Stopping ? Optional.of(e.exit()) : Optional.empty();
                finished = ran && !halted && success;
            }
            default -> {}
        }
    }

    private void noteHealth(ContainerEvent event, ContainerState before, long now) {
        if (health.isPresent()) {
            switch (event) {
                case ContainerEvent.Executed _ when before instanceof ContainerState.Executing -> health.get().began(now);
                case ContainerEvent.Probed e when running(before) && e.init() == before.initPid() ->
                        health.get().answered(e.failure(), now);
                case ContainerEvent.TimePassed _ when running(before) -> health.get().timePassed(now);
                default -> {}
            }
        }
    }

    private static boolean running(ContainerState state) {
        return state instanceof ContainerState.Started || state instanceof ContainerState.Ready;
    }

    /** Whether it may lead away from a goal that was reached, or from a time that was over. */
    private static boolean causes(ContainerEvent event, ContainerState before, ContainerState after) {
        return switch (event) {
            case ContainerEvent.LauncherExited _, ContainerEvent.StartOrdered _, ContainerEvent.StopOrdered _,
                    ContainerEvent.RestartOrdered _, ContainerEvent.Connected _, ContainerEvent.ListenFailed _,
                    ContainerEvent.PrepareFailed _, ContainerEvent.LaunchFailed _ -> true;
            case ContainerEvent.Hello e -> running(before) && e.init() != before.initPid();
            case ContainerEvent.Probed _, ContainerEvent.TimePassed _ -> running(before) && after instanceof ContainerState.Stopping;
            default -> false;
        };
    }

    /** A decision is made, whoever it was about. */
    void saw(ContainerLife before, ContainerLife after, long now) {
        ContainerState from = before.state();
        ContainerState to = after.state();
        if (to instanceof ContainerState.Preparing && !(from instanceof ContainerState.Preparing)) {
            recovery.started(now);
            exit = Optional.empty();
            halted = false;
        }
        if (to instanceof ContainerState.Stopping s && running(from)) {
            boolean mustStop = health.isPresent() && health.get().mustStop();
            Rule.HEALTH.check(s.cause() != EndCause.UNHEALTHY || mustStop, name, "is stopped as unhealthy and is not");
            if (s.cause() == EndCause.UNHEALTHY && wellBefore) { // or it would be started again without end, and without a pause
                recovery.runEnded(now, goal.reachedFor(now));
            }
        }
        if (from instanceof ContainerState.Recovering s && now < s.until() && !ordered) {
            boolean rests = to instanceof ContainerState.Recovering || to instanceof ContainerState.Stopped;
            Rule.RECOVERY.check(rests, name, "is tried again before it is time");
        }
        ordered = false;
        noteState(to);
        goal.saw(to, now);
        causeSinceGoal &= !goal.reached();
        checkEnd(from, to);
        checkOrders(after);
        checkHealth(to, now);
        recovery.check(after.attempts());
    }

    private void noteState(ContainerState to) {
        halted |= to instanceof ContainerState.Stopping;
        finished &= to instanceof ContainerState.Cleaning || to instanceof ContainerState.Stopped;
        listening = to instanceof ContainerState.Listening;
        switch (to) {
            case ContainerState.Failing _, ContainerState.Stopping _, ContainerState.Cleaning _, ContainerState.Preparing _ -> {
                mounted = false;
                executed = false;
                ready = false;
            }
            case ContainerState.Launching s -> mounted = s.stop().isEmpty();
            default -> {}
        }
    }

    private void checkHealth(ContainerState state, long now) {
        if (health.isPresent() && running(state)) {
            Rule.HEALTH.check(!health.get().mustStop(), name, "is unhealthy and left");
            Optional<Vitals> vitals = ContainerDecision.vitals(state);
            Rule.HEALTH.check(vitals.isPresent(), name, "has a health check and is not asked");
            health.get().check(vitals.orElseThrow(), now);
        }
    }

    /** An end by itself was not asked for; and what is told of it is how it really was. */
    private void checkEnd(ContainerState from, ContainerState to) {
        if (to instanceof ContainerState.Cleaning s && !(from instanceof ContainerState.Cleaning)) {
            Rule.TRUTH.check(s.end().cause() != EndCause.ITSELF || !halted, name, "was stopped and is said to have ended by itself");
            if (from.launcherPid() != 0) {
                Rule.TRUTH.check(exit.isPresent() ? s.end().exit().equals(exit) : s.end().startFailed(),
                        () -> name + " ended by " + exit + ", not by " + s.end());
            }
        }
    }

    private void checkOrders(ContainerLife after) {
        Rule.ORDERS.check((after.wish() == Wish.STOP) == stopOrdered, () -> name + " was" + (stopOrdered ? "" : " not")
                + " told to stop, found " + after);
        boolean stays = switch (after.state()) {
            case ContainerState.Preparing s -> s.stop().isPresent();
            case ContainerState.Launching s -> s.stop().isPresent();
            case ContainerState.Stopping s -> s.cause() == EndCause.USER_STOP || s.cause() == EndCause.DEVICE;
            case ContainerState.Cleaning s -> s.end().cause() == EndCause.USER_STOP || s.end().cause() == EndCause.DEVICE;
            case ContainerState.Stopped _ -> true;
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Listening _, ContainerState.Mounted _,
                    ContainerState.Starting _, ContainerState.Executing _, ContainerState.Failing _, ContainerState.Started _,
                    ContainerState.Ready _, ContainerState.Recovering _ -> false;
        };
        Rule.ORDERS.check(!stopOrdered || stays, () -> name + " was told to stop, found " + after.state());
        Rule.ORDERS.check(stopOrdered || !stoppedByUser(after.state()), () -> name + " was not told to stop, found " + after.state());
    }

    private static boolean stoppedByUser(ContainerState state) {
        return switch (state) {
            case ContainerState.Preparing s -> s.stop().equals(Optional.of(EndCause.USER_STOP));
            case ContainerState.Launching s -> s.stop().equals(Optional.of(EndCause.USER_STOP));
            case ContainerState.Stopping s -> s.cause() == EndCause.USER_STOP;
            case ContainerState.Cleaning s -> s.end().cause() == EndCause.USER_STOP;
            case ContainerState.Stopped s -> s.end().cause() == EndCause.USER_STOP;
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Listening _, ContainerState.Mounted _,
                    ContainerState.Starting _, ContainerState.Executing _, ContainerState.Failing _, ContainerState.Started _,
                    ContainerState.Ready _, ContainerState.Recovering _ -> false;
        };
    }

    /** It is ordered to restart and runs: so it has to be stopped. */
    void checkRestart(ContainerState before, ContainerState after) {
        boolean runs = before.launcherPid() != 0 || before instanceof ContainerState.Mounted;
        boolean stops = after instanceof ContainerState.Stopping || after instanceof ContainerState.Cleaning;
        Rule.ORDERS.check(!runs || stops, () -> name + " was told to restart at " + before + ", found " + after);
    }

    void effect(Effect effect, long now) {
        switch (effect) {
            case Effect.Prepare _, Effect.Launch _, Effect.Listen _ ->
                    Rule.ORDERS.check(!stopOrdered, name, "is started and was told to stop");
            case Effect.Probe _ -> health.orElseThrow().asked(now);
            case Effect.Halt _, Effect.Kill _, Effect.Go _, Effect.CleanUp _, Effect.Unlisten _, Effect.WakeAt _, Effect.ReportGoals _,
                    Effect.EndMachine _ -> {}
        }
    }

    void changed(Change change) {
        Rule.RECORDS.check(change.from().equals(lastWord), () -> name + " was " + lastWord + ", recorded is " + change);
        lastWord = change.to();
    }

    void checkRecords(ContainerState state) {
        Rule.RECORDS.check(state.word().equals(lastWord), () -> name + " was recorded as " + lastWord + " and is " + state);
    }

    /** PID 1 was lost. */
    void resumed() {
        health.ifPresent(HealthWatch::forgotten);
    }

    /** Whether a container that waits for it to get that far may start: as far as anybody has said. */
    boolean offers(StatusGoal wanted) {
        if (listening || finished) {
            return true;
        }
        return switch (wanted) {
            case MOUNTED -> mounted;
            case STARTED -> executed;
            case READY -> ready;
        };
    }

    boolean causeSinceGoal() {
        return causeSinceGoal;
    }

    boolean stopOrdered() {
        return stopOrdered;
    }
}
