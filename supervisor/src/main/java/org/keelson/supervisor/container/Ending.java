package org.keelson.supervisor.container;

import java.time.Duration;
import org.keelson.config.state.Container;
import org.keelson.config.state.Health;
import org.keelson.config.state.Health.OnUnhealthy;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.Recovery.Exhausted;
import org.keelson.config.state.Recovery.Policy;
import org.keelson.config.state.RestartPolicy;
import org.keelson.supervisor.container.ContainerDecision.Facts;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.ContainerState.Installed;
import org.keelson.supervisor.container.ContainerState.Recovering;
import org.keelson.supervisor.container.ContainerState.Stopped;

/**
 * What follows when a container has ended and nothing of it is left: it is started again, at once or later, or stays stopped.
 *
 * @param next Installed, Recovering or Stopped
 * @param wish what is wanted of it from now on
 * @param attempts what is counted of it from now on
 */
record Ending(ContainerState next, Wish wish, Attempts attempts) {
    /** However short a delay the state asks for: a container that dies at once must not take all of a CPU with it. */
    static final long MIN_DELAY_MILLIS = 1_000;

    /** However large a factor it asks for; a first delay that is longer stays what it is. */
    static final long MAX_DELAY_MILLIS = Duration.ofDays(1).toMillis();

    /** For a container without recovery that is to be restarted when it is not well. */
    private static final Recovery OF_HEALTH = new Recovery(Policy.ON_FAILURE, 0, Duration.ofSeconds(5), 2, Duration.ZERO,
            Duration.ofSeconds(60), new Exhausted.Never());

    static Ending of(End end, Wish wish, Attempts attempts, Facts facts) {
        return switch (end.cause()) {
            case DEVICE, USER_STOP -> new Ending(new Stopped(end, Aftermath.NONE), wish, attempts);
            case USER_RESTART -> new Ending(new Installed(), Wish.RUN, attempts);
            case UNHEALTHY -> unhealthy(end, wish, attempts, facts);
            case ITSELF -> byItself(end, wish, attempts, facts);
        };
    }

    /** Whether a run that ends now was long enough for the retries before it not to count any more. */
    static boolean forgives(ContainerLife life, Facts facts) {
        Recovery recovery = recovery(facts.container());
        boolean outOfWindow = !recovery.resetWindow().isZero()
                && facts.now() - life.attempts().lastStart() >= recovery.resetWindow().toMillis();
        boolean wasStable = !recovery.stableTimeout().isZero() && life.goal() instanceof GoalTimer.Reached(long since)
                && facts.now() - since >= recovery.stableTimeout().toMillis();
        return outOfWindow || wasStable;
    }

    private static Recovery recovery(Container container) {
        Recovery own = container.supervision().recovery();
        return own.policy() == Policy.NO && container.supervision().health().isPresent() ? OF_HEALTH : own;
    }

    private static Ending unhealthy(End end, Wish wish, Attempts attempts, Facts facts) {
        OnUnhealthy action = facts.container().supervision().health().map(Health::onUnhealthy).orElse(OnUnhealthy.STOP);
        return switch (action) {
            case RESTART -> retry(end, wish, attempts, recovery(facts.container()), facts);
            case REBOOT -> new Ending(new Stopped(end, Aftermath.REBOOT), wish, attempts);
            case STOP, REPORT -> new Ending(new Stopped(end, Aftermath.REPORT), wish, attempts);
        };
    }

    private static Ending byItself(End end, Wish wish, Attempts attempts, Facts facts) {
        Recovery recovery = facts.container().supervision().recovery();
        if (end.didItsWork() && facts.container().execution().activated()) {
            return listenAgain(end, attempts, facts);
        }
        return switch (recovery.policy()) {
            case NO -> new Ending(new Stopped(end, withoutRecovery(end, facts)), wish, attempts);
            case ON_FAILURE -> end.didItsWork()
                    ? new Ending(new Stopped(end, Aftermath.NONE), wish, attempts)
                    : retry(end, wish, attempts, recovery, facts);
            case ALWAYS, UNLESS_STOPPED -> retry(end, wish, attempts, recovery, facts);
        };
    }

    /** Next time a connection comes; after a pause if it ended at once, or one that takes no connections would start for ever. */
    private static Ending listenAgain(End end, Attempts attempts, Facts facts) {
        boolean shortRun = facts.now() - attempts.lastStart() < MIN_DELAY_MILLIS;
        ContainerState next = shortRun ? new Recovering(facts.now() + MIN_DELAY_MILLIS, end) : new Installed();
        return new Ending(next, Wish.LISTEN, attempts.forgiven());
    }

    private static Aftermath withoutRecovery(End end, Facts facts) {
        if (facts.container().restartPolicy() == RestartPolicy.SYSTEM) {
            return Aftermath.REBOOT;
        }
        return end.didItsWork() ? Aftermath.NONE : Aftermath.REPORT;
    }

    private static Ending retry(End end, Wish wish, Attempts attempts, Recovery recovery, Facts facts) {
        if (recovery.maxRetries() == 0 || attempts.retries() < recovery.maxRetries()) {
            long delay = delay(recovery, attempts.retries());
            return new Ending(new Recovering(facts.now() + delay, end), wish, attempts.retry());
        }
        return switch (recovery.exhausted()) {
            case Exhausted.Reboot _ -> new Ending(new Stopped(end, Aftermath.REBOOT), wish, attempts);
            case Exhausted.Never _ -> new Ending(new Stopped(end, Aftermath.REPORT), wish, attempts);
            case Exhausted.Pause(Duration length) ->
                    new Ending(new Recovering(facts.now() + Math.max(MIN_DELAY_MILLIS, length.toMillis()), end), wish, attempts.forgiven());
        };
    }

    private static long delay(Recovery recovery, int retriesBefore) {
        double factor = Math.min(MAX_DELAY_MILLIS, Math.pow(Math.max(1, recovery.backoffFactor()), retriesBefore));
        double millis = recovery.retryDelay().toMillis() * factor;
        long longest = Math.max(MAX_DELAY_MILLIS, recovery.retryDelay().toMillis());
        return (long) Math.clamp(millis, (double) MIN_DELAY_MILLIS, (double) longest);
    }
}
