package org.keelson.supervisor.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keelson.backend.ContainerExit;
import org.keelson.backend.ContainerExit.StartFailed;
import org.keelson.config.state.Container;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.ContainerEvent.BecameReady;
import org.keelson.supervisor.container.ContainerEvent.CleanedUp;
import org.keelson.supervisor.container.ContainerEvent.ExecFailed;
import org.keelson.supervisor.container.ContainerEvent.Executed;
import org.keelson.supervisor.container.ContainerEvent.Probed;
import org.keelson.supervisor.container.ContainerEvent.ListenFailed;
import org.keelson.supervisor.container.ContainerEvent.Connected;
import org.keelson.supervisor.container.ContainerEvent.Held;
import org.keelson.supervisor.container.ContainerEvent.Hello;
import org.keelson.supervisor.container.ContainerEvent.LaunchFailed;
import org.keelson.supervisor.container.ContainerEvent.Launched;
import org.keelson.supervisor.container.ContainerEvent.LauncherExited;
import org.keelson.supervisor.container.ContainerEvent.PrepareFailed;
import org.keelson.supervisor.container.ContainerEvent.Prepared;
import org.keelson.supervisor.container.ContainerEvent.StartRequested;
import org.keelson.supervisor.container.ContainerEvent.StopRequested;
import org.keelson.supervisor.container.ContainerEvent.TimePassed;
import org.keelson.supervisor.container.ContainerState.Blocked;
import org.keelson.supervisor.container.ContainerState.Cleaning;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.ContainerState.Executing;
import org.keelson.supervisor.container.ContainerState.Failing;
import org.keelson.supervisor.container.ContainerState.Installed;
import org.keelson.supervisor.container.ContainerState.Launching;
import org.keelson.supervisor.container.ContainerState.Mounted;
import org.keelson.supervisor.container.ContainerState.Preparing;
import org.keelson.supervisor.container.ContainerState.Ready;
import org.keelson.supervisor.container.ContainerState.Started;
import org.keelson.supervisor.container.ContainerState.Starting;
import org.keelson.supervisor.container.ContainerState.Stopped;
import org.keelson.supervisor.container.ContainerState.Stopping;

/**
 * What a container does next.
 *
 * @param next where it is now
 * @param effects what is to be done, in order
 */
public record ContainerDecision(ContainerState next, List<Effect> effects) {
    /** Copies the effects. */
    public ContainerDecision {
        effects = List.copyOf(effects);
    }

    /**
     * What a decision may know beside state and event.
     *
     * @param container the container as the revision has it
     * @param now monotonic, in milliseconds
     * @param stopGrace how long a container may take to stop before it is killed
     */
    public record Facts(Container container, long now, Duration stopGrace) {
        private String name() {
            return container.name();
        }

        private long killAt() {
            return now + stopGrace.toMillis();
        }

        private long goalDeadline() {
            return now + container.goalTimeout().toMillis();
        }
    }

    /** The one way for a container's state to change. Total: an event that means nothing here changes nothing. */
    public static ContainerDecision decide(ContainerState now, ContainerEvent event, Facts facts) {
        return switch (now) {
            case Installed _, Blocked _ -> beforeStart(now, event, facts);
            case Preparing s -> preparing(s, event, facts);
            case Mounted s -> mounted(s, event, facts);
            case Launching s -> launching(s, event, facts);
            case Starting s -> starting(s, event, facts);
            case Executing s -> executing(s, event, facts);
            case Failing s -> failing(s, event, facts);
            case Started s -> started(s, event, facts);
            case Ready s -> ready(s, event, facts);
            case Stopping s -> stopping(s, event, facts);
            case Cleaning s -> event instanceof CleanedUp ? to(new Stopped(s.end())) : to(s);
            case Stopped s -> to(s);
        };
    }

    private static ContainerDecision beforeStart(ContainerState now, ContainerEvent event, Facts facts) {
        return switch (event) {
            case StartRequested _ -> to(new Preparing(facts.goalDeadline(), false),
                    new Effect.Prepare(facts.name()), new Effect.WakeAt(facts.goalDeadline()));
            case Held _ -> to(new Blocked());
            case StopRequested _ -> to(new Stopped(new End(true, Optional.empty())));
            case Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _, BecameReady _,
                    LauncherExited _, TimePassed _, CleanedUp _, Connected _, ListenFailed _,
                    Probed _ -> to(now);
        };
    }

    private static ContainerDecision preparing(Preparing now, ContainerEvent event, Facts facts) {
        return switch (event) {
            case Prepared _ when now.stopRequested() -> cleaning(true, Optional.empty(), facts);
            case Prepared _ when facts.container().statusGoal() == StatusGoal.MOUNTED -> to(new Mounted());
            case Prepared _ -> to(new Launching(now.deadline(), false), new Effect.Launch(facts.name()));
            case PrepareFailed e -> cleaning(now.stopRequested(), failed("prepare", e.detail()), facts);
            case StopRequested _ -> to(new Preparing(now.deadline(), true));
            case StartRequested _, Held _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _, BecameReady _,
                    LauncherExited _, TimePassed _, CleanedUp _, Connected _, ListenFailed _,
                    Probed _ -> to(now);
        };
    }

    private static ContainerDecision mounted(Mounted now, ContainerEvent event, Facts facts) {
        return event instanceof StopRequested ? cleaning(true, Optional.empty(), facts) : to(now);
    }

    private static ContainerDecision launching(Launching now, ContainerEvent event, Facts facts) {
        return switch (event) {
            case Launched e when now.stopRequested() -> kill(e.launcher(), 0, facts);
            case Launched e -> to(new Starting(e.launcher(), now.deadline()));
            case LaunchFailed e -> cleaning(now.stopRequested(), failed("launch", e.detail()), facts);
            case StopRequested _ -> to(new Launching(now.deadline(), true));
            case StartRequested _, Held _, Prepared _, PrepareFailed _, Hello _, Executed _, ExecFailed _, BecameReady _,
                    LauncherExited _, TimePassed _, CleanedUp _, Connected _, ListenFailed _,
                    Probed _ -> to(now);
        };
    }

    private static ContainerDecision starting(Starting now, ContainerEvent event, Facts facts) {
        return switch (event) {
            case Hello e -> to(new Executing(now.launcher(), e.init(), now.deadline()), new Effect.Go(facts.name()));
            case LauncherExited e -> cleaning(false, notStarted(e.exit()), facts);
            case StopRequested _ -> kill(now.launcher(), 0, facts);
            case StartRequested _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Executed _, ExecFailed _,
                    BecameReady _, TimePassed _, CleanedUp _, Connected _, ListenFailed _,
                    Probed _ -> to(now);
        };
    }

    private static ContainerDecision executing(Executing now, ContainerEvent event, Facts facts) {
        return switch (event) {
            case Executed _ -> to(new Started(now.launcher(), now.init(), facts.now(), now.deadline()));
            case ExecFailed e -> to(new Failing(now.launcher(), new StartFailed("exec", e.detail())));
            case Hello e -> to(new Executing(now.launcher(), e.init(), now.deadline()), new Effect.Go(facts.name()));
            case LauncherExited e -> cleaning(false, notStarted(e.exit()), facts);
            case StopRequested _ -> kill(now.launcher(), now.init(), facts);
            case StartRequested _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, BecameReady _, TimePassed _,
                    CleanedUp _, Connected _, ListenFailed _,
                    Probed _ -> to(now);
        };
    }

    private static ContainerDecision failing(Failing now, ContainerEvent event, Facts facts) {
        return switch (event) {
            case LauncherExited _ -> cleaning(false, Optional.of(now.failure()), facts);
            case StopRequested _ -> kill(now.launcher(), 0, facts);
            case StartRequested _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Hello _, Executed _, ExecFailed _,
                    BecameReady _, TimePassed _, CleanedUp _, Connected _, ListenFailed _,
                    Probed _ -> to(now);
        };
    }

    private static ContainerDecision started(Started now, ContainerEvent event, Facts facts) {
        return switch (event) {
            case BecameReady _ when facts.container().statusGoal() == StatusGoal.READY ->
                    to(new Ready(now.launcher(), now.init(), now.since()));
            case Hello e -> rebooted(now.launcher(), e.init(), facts);
            case LauncherExited e -> cleaning(false, Optional.of(e.exit()), facts);
            case StopRequested _ -> halt(now.launcher(), now.init(), facts);
            case StartRequested _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Executed _, ExecFailed _,
                    BecameReady _, TimePassed _, CleanedUp _, Connected _, ListenFailed _,
                    Probed _ -> to(now);
        };
    }

    private static ContainerDecision ready(Ready now, ContainerEvent event, Facts facts) {
        return switch (event) {
            case Hello e -> rebooted(now.launcher(), e.init(), facts);
            case LauncherExited e -> cleaning(false, Optional.of(e.exit()), facts);
            case StopRequested _ -> halt(now.launcher(), now.init(), facts);
            case StartRequested _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Executed _, ExecFailed _,
                    BecameReady _, TimePassed _, CleanedUp _, Connected _, ListenFailed _,
                    Probed _ -> to(now);
        };
    }

    private static ContainerDecision stopping(Stopping now, ContainerEvent event, Facts facts) {
        return switch (event) {
            case LauncherExited e -> cleaning(true, Optional.of(e.exit()), facts);
            case TimePassed _ when facts.now() >= now.killAt() -> kill(now.launcher(), now.init(), facts);
            case Hello e -> kill(now.launcher(), e.init(), facts); // it rebooted itself instead of stopping
            case StartRequested _, Held _, Prepared _, PrepareFailed _, Launched _, LaunchFailed _, Executed _, ExecFailed _,
                    BecameReady _, TimePassed _, StopRequested _, CleanedUp _, Connected _, ListenFailed _,
                    Probed _ -> to(now);
        };
    }

    private static ContainerDecision rebooted(int launcher, int init, Facts facts) {
        return to(new Executing(launcher, init, facts.goalDeadline()), new Effect.Go(facts.name()),
                new Effect.WakeAt(facts.goalDeadline()));
    }

    private static ContainerDecision halt(int launcher, int init, Facts facts) {
        return to(new Stopping(launcher, init, facts.killAt(), false),
                new Effect.Halt(facts.name(), launcher, init), new Effect.WakeAt(facts.killAt()));
    }

    /** Killing is repeated until the launcher is gone: a process in an uninterruptible sleep dies when it wakes. */
    private static ContainerDecision kill(int launcher, int init, Facts facts) {
        return to(new Stopping(launcher, init, facts.killAt(), true),
                new Effect.Kill(facts.name(), launcher, init), new Effect.WakeAt(facts.killAt()));
    }

    private static ContainerDecision cleaning(boolean requested, Optional<ContainerExit> exit, Facts facts) {
        return to(new Cleaning(new End(requested, exit)), new Effect.CleanUp(facts.name()));
    }

    private static Optional<ContainerExit> failed(String stage, String detail) {
        return Optional.of(new StartFailed(stage, detail));
    }

    /** A launcher that ends before the container's program ran: the container did not exit, it never started. */
    private static Optional<ContainerExit> notStarted(ContainerExit launcherExit) {
        return switch (launcherExit) {
            case ContainerExit.Exited e -> failed("start", "launcher ended with exit " + e.code());
            case ContainerExit.Killed e -> failed("start", "launcher ended by signal " + e.signal());
            case StartFailed e -> Optional.of(e);
        };
    }

    private static ContainerDecision to(ContainerState next, Effect... effects) {
        return new ContainerDecision(next, List.of(effects));
    }
}
