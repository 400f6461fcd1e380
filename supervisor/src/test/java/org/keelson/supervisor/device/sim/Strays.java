package org.keelson.supervisor.device.sim;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.keelson.backend.ContainerExit;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerState.Blocked;
import org.keelson.supervisor.container.ContainerState.Cleaning;
import org.keelson.supervisor.container.ContainerState.Executing;
import org.keelson.supervisor.container.ContainerState.Failing;
import org.keelson.supervisor.container.ContainerState.Installed;
import org.keelson.supervisor.container.ContainerState.Launching;
import org.keelson.supervisor.container.ContainerState.Listening;
import org.keelson.supervisor.container.ContainerState.Preparing;
import org.keelson.supervisor.container.ContainerState.Ready;
import org.keelson.supervisor.container.ContainerState.Started;
import org.keelson.supervisor.container.ContainerState.Starting;
import org.keelson.supervisor.container.ContainerState.Stopped;
import org.keelson.supervisor.container.ContainerState.Stopping;
import org.keelson.supervisor.container.EndCause;
import org.keelson.supervisor.container.Obstacle;

/** Events that come late, twice or from nowhere, for states in which they mean nothing. */
final class Strays {
    private static final List<ContainerEvent> EVENTS = List.of(
            new ContainerEvent.StartAllowed(),
            new ContainerEvent.Held(new Obstacle.OfGroup("g0")),
            new ContainerEvent.Prepared(),
            new ContainerEvent.PrepareFailed("late"),
            new ContainerEvent.Launched(7),
            new ContainerEvent.LaunchFailed("late"),
            new ContainerEvent.Hello(8),
            new ContainerEvent.Executed(),
            new ContainerEvent.ExecFailed("late"),
            new ContainerEvent.BecameReady(),
            new ContainerEvent.Connected(),
            new ContainerEvent.ListenFailed("late"),
            new ContainerEvent.Probed(9, Optional.of("late")),
            new ContainerEvent.LauncherExited(new ContainerExit.Exited(0)),
            new ContainerEvent.CleanedUp(List.of()),
            new ContainerEvent.StopRequested(),
            new ContainerEvent.TimePassed());

    private static final Set<Class<?>> WAITING = Set.of(Installed.class, Blocked.class);

    /** Where each one means something; everywhere else it is a stray. An answer about health means nothing if another init was asked. */
    private static final Map<Class<?>, Set<Class<?>>> MEANT = Map.ofEntries(
            Map.entry(ContainerEvent.StartAllowed.class, WAITING),
            Map.entry(ContainerEvent.Held.class, WAITING),
            Map.entry(ContainerEvent.Prepared.class, Set.of(Preparing.class)),
            Map.entry(ContainerEvent.PrepareFailed.class, Set.of(Preparing.class)),
            Map.entry(ContainerEvent.Launched.class, Set.of(Launching.class)),
            Map.entry(ContainerEvent.LaunchFailed.class, Set.of(Launching.class)),
            Map.entry(ContainerEvent.Hello.class, Set.of(Starting.class, Executing.class, Started.class, Ready.class, Stopping.class)),
            Map.entry(ContainerEvent.Executed.class, Set.of(Executing.class)),
            Map.entry(ContainerEvent.ExecFailed.class, Set.of(Executing.class)),
            Map.entry(ContainerEvent.BecameReady.class, Set.of(Started.class)),
            Map.entry(ContainerEvent.Connected.class, Set.of(Listening.class)),
            Map.entry(ContainerEvent.ListenFailed.class, Set.of(Listening.class)),
            Map.entry(ContainerEvent.Probed.class, Set.of()),
            Map.entry(ContainerEvent.LauncherExited.class,
                    Set.of(Starting.class, Executing.class, Failing.class, Started.class, Ready.class, Stopping.class)),
            Map.entry(ContainerEvent.CleanedUp.class, Set.of(Cleaning.class)),
            Map.entry(ContainerEvent.TimePassed.class, Set.of(ContainerState.class.getPermittedSubclasses())));

    private Strays() {}

    static ContainerEvent random(RandomGenerator random) {
        return EVENTS.get(random.nextInt(EVENTS.size()));
    }

    /** The device asks a container to stop when it is its turn; once more only if it has done so. */
    static boolean meansNothing(ContainerEvent event, ContainerState state) {
        return event instanceof ContainerEvent.StopRequested
                ? state instanceof Stopped || askedToStop(state)
                : !MEANT.get(event.getClass()).contains(state.getClass());
    }

    /** For the device. */
    static boolean askedToStop(ContainerState state) {
        return switch (state) {
            case Preparing s -> s.stop().equals(Optional.of(EndCause.DEVICE));
            case Launching s -> s.stop().equals(Optional.of(EndCause.DEVICE));
            case Stopping s -> s.cause() == EndCause.DEVICE;
            case Cleaning s -> s.end().cause() == EndCause.DEVICE;
            default -> false;
        };
    }

    static void check(ContainerEvent event, ContainerLife before, ContainerLife after) {
        boolean same = after.state().equals(before.state()) && after.wish() == before.wish() && after.attempts().equals(before.attempts());
        Rule.STRAYS.check(same, () -> before + " is " + after + " by " + event);
    }
}
