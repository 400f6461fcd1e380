package org.keelson.supervisor.container;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keelson.backend.ContainerExit;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Supervision;
import org.keelson.supervisor.container.ContainerState.End;

/** Every state and every event, in the variants that make a difference; and containers to decide for. */
public final class ContainerSamples {
    public static final ContainerExit.StartFailed NOT_EXECUTED =
            new ContainerExit.StartFailed("exec", "ENOENT (no such file or directory)");
    public static final ContainerExit EXIT = new ContainerExit.Exited(3);
    public static final ContainerExit CRASH = new ContainerExit.Killed(11, true);

    private static final Optional<Vitals> VITALS = Optional.of(new Vitals(Vitals.Verdict.HEALTHY, 1, true, 20_000));

    /** At least one of each. */
    public static final List<ContainerState> STATES = List.of(
            new ContainerState.Installed(),
            new ContainerState.Blocked(new Obstacle.OfGroup("root")),
            new ContainerState.Blocked(new Obstacle.OfContainer("db")),
            new ContainerState.Listening(),
            new ContainerState.Preparing(Optional.empty()),
            new ContainerState.Preparing(Optional.of(EndCause.USER_STOP)),
            new ContainerState.Preparing(Optional.of(EndCause.DEVICE)),
            new ContainerState.Mounted(),
            new ContainerState.Launching(31_000, Optional.empty()),
            new ContainerState.Launching(31_000, Optional.of(EndCause.USER_STOP)),
            new ContainerState.Starting(100, 31_000),
            new ContainerState.Executing(100, 101, 31_000),
            new ContainerState.Failing(100, 6_000, NOT_EXECUTED),
            new ContainerState.Started(100, 101, 900, Optional.empty()),
            new ContainerState.Started(100, 101, 900, VITALS),
            new ContainerState.Ready(100, 101, 900, Optional.empty()),
            new ContainerState.Ready(100, 101, 900, VITALS),
            new ContainerState.Stopping(100, 101, 6_000, false, EndCause.UNHEALTHY),
            new ContainerState.Stopping(100, 101, 6_000, true, EndCause.USER_RESTART),
            new ContainerState.Cleaning(new End(EndCause.ITSELF, Optional.of(EXIT))),
            new ContainerState.Cleaning(new End(EndCause.DEVICE, Optional.empty())),
            new ContainerState.Recovering(5_000, new End(EndCause.ITSELF, Optional.of(NOT_EXECUTED))),
            new ContainerState.Stopped(new End(EndCause.USER_STOP, Optional.empty()), Aftermath.NONE),
            new ContainerState.Stopped(new End(EndCause.ITSELF, Optional.of(CRASH)), Aftermath.REPORT));

    /** At least one of each. */
    public static final List<ContainerEvent> EVENTS = List.of(
            new ContainerEvent.StartAllowed(),
            new ContainerEvent.Held(new Obstacle.OfGroup("root")),
            new ContainerEvent.Held(new Obstacle.OfContainer("db")),
            new ContainerEvent.Prepared(),
            new ContainerEvent.PrepareFailed("mount /x: EIO (input/output error)"),
            new ContainerEvent.Launched(200),
            new ContainerEvent.LaunchFailed("spawn keelson: ENOMEM (out of memory)"),
            new ContainerEvent.Hello(201),
            new ContainerEvent.Executed(),
            new ContainerEvent.ExecFailed("ENOENT (no such file or directory)"),
            new ContainerEvent.BecameReady(),
            new ContainerEvent.Connected(),
            new ContainerEvent.ListenFailed("bind 0.0.0.0:80: EADDRINUSE (address already in use)"),
            new ContainerEvent.Probed(101, Optional.empty()),
            new ContainerEvent.Probed(101, Optional.of("exit 1")),
            new ContainerEvent.LauncherExited(EXIT),
            new ContainerEvent.StartOrdered(),
            new ContainerEvent.StopOrdered(),
            new ContainerEvent.RestartOrdered(),
            new ContainerEvent.StopRequested(),
            new ContainerEvent.TimePassed(),
            new ContainerEvent.CleanedUp(List.of()),
            new ContainerEvent.CleanedUp(List.of("unmount /volumes/web/root: EBUSY (device or resource busy)")));

    private ContainerSamples() {}

    /** A container with nothing but what the machines look at; its goal times out after 30 s. */
    public static Container container(String name, String group, StatusGoal goal, RestartPolicy policy) {
        return container(name, group, goal, policy, Supervision.NONE, Execution.PLAIN);
    }

    /** The same, kept and executed in a way of its own. */
    public static Container container(
            String name, String group, StatusGoal goal, RestartPolicy policy, Supervision supervision, Execution execution) {
        return new Container(name, group, goal, policy, Optional.of("lxc.container.conf"), Optional.empty(), List.of(), List.of(), Set.of(),
                false, false, List.of(), Duration.ofSeconds(30), supervision, execution);
    }

    /** A container in that state that is to run, was started once and has its goal still before it. */
    public static ContainerLife life(ContainerState state) {
        return new ContainerLife(state, Wish.RUN, new Attempts(1, 0, 900), new GoalTimer.Waiting(31_000));
    }
}
