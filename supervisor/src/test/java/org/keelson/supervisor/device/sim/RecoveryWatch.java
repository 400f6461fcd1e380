package org.keelson.supervisor.device.sim;

import java.util.Optional;
import org.keelson.backend.ContainerExit;
import org.keelson.config.state.Container;
import org.keelson.config.state.Health;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.supervisor.container.Aftermath;
import org.keelson.supervisor.container.Attempts;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.EndCause;

/** Counts one container's starts by itself, and says what has to follow each end. */
final class RecoveryWatch {
    private static final long SHORTEST = 1_000;
    private static final long DAY = 86_400_000;

    private final String name;
    private final Container container;
    private final Recovery own;
    private int starts;
    private int retries;
    private long lastStart;

    /** What has to follow an end: exactly one of the three. */
    private record Expected(boolean atOnce, Optional<Long> tryAt, Optional<Aftermath> stays) {}

    RecoveryWatch(Container container) {
        this.name = container.name();
        this.container = container;
        this.own = container.supervision().recovery();
    }

    void started(long now) {
        starts++;
        lastStart = now;
    }

    /** A user or a connection asks for a start. */
    void ordered() {
        retries = 0;
    }

    /** Its run is over: a long one makes those before it forgotten. */
    void runEnded(long now, long atGoalFor) {
        Recovery recovery = restartsWhenUnhealthy() ? null : own;
        long window = recovery == null ? 0 : recovery.resetWindow().toMillis();
        long stable = recovery == null ? 60_000 : recovery.stableTimeout().toMillis();
        if (window > 0 && now - lastStart >= window || stable > 0 && atGoalFor >= stable) {
            retries = 0;
        }
    }

    private boolean restartsWhenUnhealthy() {
        return own.policy() == Recovery.Policy.NO && container.supervision().health().isPresent();
    }

    void check(Attempts attempts) {
        Rule.RECOVERY.check(attempts.starts() == starts && attempts.retries() == retries,
                () -> name + " counts " + attempts + ", seen were " + starts + " starts, " + retries + " retries");
    }

    /**
     * Nothing of it is left: what follows?
     *
     * @param deviceEnds whether the device is about to end, so that it may be stopped instead
     * @return whether the device has to reboot for it
     */
    boolean concluded(ContainerState.End end, ContainerState after, long now, boolean deviceEnds) {
        Expected expected = expected(end, now);
        boolean stoppedForDevice = deviceEnds && after instanceof ContainerState.Stopped s && s.end().cause() == EndCause.DEVICE;
        boolean right = switch (after) {
            case ContainerState.Recovering s -> expected.tryAt().equals(Optional.of(s.until()));
            case ContainerState.Stopped s -> expected.stays().equals(Optional.of(s.aftermath()));
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Preparing _, ContainerState.Listening _ ->
                    expected.atOnce();
            case ContainerState.Mounted _, ContainerState.Launching _, ContainerState.Starting _, ContainerState.Executing _,
                    ContainerState.Failing _, ContainerState.Started _, ContainerState.Ready _, ContainerState.Stopping _,
                    ContainerState.Cleaning _ -> false;
        };
        Rule.RECOVERY.check(right || stoppedForDevice, () -> name + " ended by " + end + " at " + now + " after " + retries + " retries of "
                + own + "; expected " + expected + ", found " + after);
        return expected.stays().equals(Optional.of(Aftermath.REBOOT)) && !stoppedForDevice;
    }

    private Expected expected(ContainerState.End end, long now) {
        return switch (end.cause()) {
            case DEVICE, USER_STOP -> stays(Aftermath.NONE);
            case USER_RESTART -> new Expected(true, Optional.empty(), Optional.empty());
            case UNHEALTHY -> unhealthy(now);
            case ITSELF -> byItself(end.exit().equals(Optional.of(new ContainerExit.Exited(0))), now);
        };
    }

    private static Expected stays(Aftermath aftermath) {
        return new Expected(false, Optional.empty(), Optional.of(aftermath));
    }

    private static Expected tryAt(long millis) {
        return new Expected(false, Optional.of(millis), Optional.empty());
    }

    private Expected unhealthy(long now) {
        Health.OnUnhealthy action = container.supervision().health().orElseThrow().onUnhealthy();
        if (action == Health.OnUnhealthy.REBOOT) {
            return stays(Aftermath.REBOOT);
        }
        if (action != Health.OnUnhealthy.RESTART) {
            return stays(Aftermath.REPORT);
        }
        if (restartsWhenUnhealthy()) {
            return tryAt(now + Math.min(DAY, (long) (5_000 * Math.pow(2, Math.min(40, retries++)))));
        }
        return retry(now);
    }

    private Expected byItself(boolean success, long now) {
        if (success && container.execution().activated()) {
            retries = 0;
            return now - lastStart < SHORTEST ? tryAt(now + SHORTEST) : new Expected(true, Optional.empty(), Optional.empty());
        }
        if (own.policy() == Recovery.Policy.NO) {
            return stays(container.restartPolicy() == RestartPolicy.SYSTEM ? Aftermath.REBOOT
                    : success ? Aftermath.NONE : Aftermath.REPORT);
        }
        return success && own.policy() == Recovery.Policy.ON_FAILURE ? stays(Aftermath.NONE) : retry(now);
    }

    /** Never sooner than a second, never sooner than asked for, and never later than a day unless that is asked for. */
    private Expected retry(long now) {
        if (own.maxRetries() > 0 && retries >= own.maxRetries()) {
            return switch (own.exhausted()) {
                case Recovery.Exhausted.Reboot _ -> stays(Aftermath.REBOOT);
                case Recovery.Exhausted.Never _ -> stays(Aftermath.REPORT);
                case Recovery.Exhausted.Pause pause -> {
                    retries = 0;
                    yield tryAt(now + Math.max(SHORTEST, pause.length().toMillis()));
                }
            };
        }
        double delay = own.retryDelay().toMillis();
        for (int i = 0; i < retries && delay < DAY && own.backoffFactor() > 1; i++) {
            delay *= own.backoffFactor();
        }
        long longest = Math.max(DAY, own.retryDelay().toMillis());
        retries++;
        return tryAt(now + Math.max(SHORTEST, Math.min(longest, (long) delay)));
    }
}
