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

    /** At least one of each. */
    public static final List<ContainerState> STATES = List.of(
            new ContainerState.Installed(),
            new ContainerState.Blocked(),
            new ContainerState.Preparing(31_000, false),
            new ContainerState.Preparing(31_000, true),
            new ContainerState.Mounted(),
            new ContainerState.Launching(31_000, false),
            new ContainerState.Launching(31_000, true),
            new ContainerState.Starting(100, 31_000),
            new ContainerState.Executing(100, 101, 31_000),
            new ContainerState.Failing(100, NOT_EXECUTED),
            new ContainerState.Started(100, 101, 900, 31_000),
            new ContainerState.Ready(100, 101, 900),
            new ContainerState.Stopping(100, 101, 6_000, false),
            new ContainerState.Stopping(100, 101, 6_000, true),
            new ContainerState.Cleaning(new End(false, Optional.of(EXIT))),
            new ContainerState.Stopped(new End(true, Optional.empty())),
            new ContainerState.Stopped(new End(false, Optional.of(new ContainerExit.Killed(11, true)))));

    /** At least one of each. */
    public static final List<ContainerEvent> EVENTS = List.of(
            new ContainerEvent.StartRequested(),
            new ContainerEvent.Held(),
            new ContainerEvent.Prepared(),
            new ContainerEvent.PrepareFailed("mount /x: EIO (input/output error)"),
            new ContainerEvent.Launched(200),
            new ContainerEvent.LaunchFailed("spawn keelson: ENOMEM (out of memory)"),
            new ContainerEvent.Hello(201),
            new ContainerEvent.Executed(),
            new ContainerEvent.ExecFailed("ENOENT (no such file or directory)"),
            new ContainerEvent.BecameReady(),
            new ContainerEvent.LauncherExited(EXIT),
            new ContainerEvent.Connected(),
            new ContainerEvent.ListenFailed("bind 0.0.0.0:80: EADDRINUSE (address already in use)"),
            new ContainerEvent.Probed(412, java.util.Optional.empty()),
            new ContainerEvent.StopRequested(),
            new ContainerEvent.TimePassed(),
            new ContainerEvent.CleanedUp(List.of()),
            new ContainerEvent.CleanedUp(List.of("unmount /volumes/web/root: EBUSY (device or resource busy)")));

    private ContainerSamples() {}

    /** A container with nothing but what the machines look at; its goal times out after 30 s. */
    public static Container container(String name, String group, StatusGoal goal, RestartPolicy policy) {
        return new Container(name, group, goal, policy, Optional.of("lxc.container.conf"), Optional.empty(), List.of(), List.of(), Set.of(),
                false, false, List.of(), Duration.ofSeconds(30), Supervision.NONE, Execution.PLAIN);
    }
}
