package org.keelson.supervisor.container;

import java.util.List;
import java.util.Optional;
import org.keelson.backend.ContainerExit;

/** What can happen to a container. */
public sealed interface ContainerEvent {
    /** Earlier groups reached their goals, and what it depends on is there. */
    record StartAllowed() implements ContainerEvent {}

    /** It may not start, because of that. */
    record Held(Obstacle obstacle) implements ContainerEvent {}

    /** Volumes and root are mounted, the config is written. */
    record Prepared() implements ContainerEvent {}

    /** They are not; {@code detail} says which and why. */
    record PrepareFailed(String detail) implements ContainerEvent {}

    /** The launcher runs. */
    record Launched(int launcher) implements ContainerEvent {}

    /** It does not. */
    record LaunchFailed(String detail) implements ContainerEvent {}

    /** The shim is there, with this pid. A second time: the container rebooted itself. */
    record Hello(int init) implements ContainerEvent {}

    /** The container's own program runs. */
    record Executed() implements ContainerEvent {}

    /** It could not be executed. */
    record ExecFailed(String detail) implements ContainerEvent {}

    /** The container posted its ready signal. */
    record BecameReady() implements ContainerEvent {}

    /** Somebody connected to one of its sockets. */
    record Connected() implements ContainerEvent {}

    /** One of its sockets could not be opened. */
    record ListenFailed(String detail) implements ContainerEvent {}

    /**
     * It was asked whether it is well.
     *
     * @param init the pid of the init that was asked
     * @param failure what is wrong; empty if it is well
     */
    record Probed(int init, Optional<String> failure) implements ContainerEvent {}

    /** The launcher is gone; {@code exit} is the container's own. */
    record LauncherExited(ContainerExit exit) implements ContainerEvent {}

    /** A user wants it to run. */
    record StartOrdered() implements ContainerEvent {}

    /** A user wants it stopped. */
    record StopOrdered() implements ContainerEvent {}

    /** A user wants it stopped and started again. */
    record RestartOrdered() implements ContainerEvent {}

    /** The device ends, and it is its turn to stop. */
    record StopRequested() implements ContainerEvent {}

    /** Time has passed; deadlines are compared with the facts. */
    record TimePassed() implements ContainerEvent {}

    /** Nothing of it is left but these. */
    record CleanedUp(List<String> leftovers) implements ContainerEvent {}

    /** What happened, in the words of records and logs. */
    default String words() {
        return switch (this) {
            case StartAllowed _ -> "its turn to start";
            case Held e -> "waits for " + e.obstacle().words();
            case Prepared _ -> "prepared";
            case PrepareFailed e -> "not prepared: " + e.detail();
            case Launched e -> "launched, pid " + e.launcher();
            case LaunchFailed e -> "not launched: " + e.detail();
            case Hello e -> "init is there, pid " + e.init();
            case Executed _ -> "executed";
            case ExecFailed e -> "not executed: " + e.detail();
            case BecameReady _ -> "said that it is ready";
            case Connected _ -> "somebody connected";
            case ListenFailed e -> "not listening: " + e.detail();
            case Probed e -> e.failure().map(failure -> "not well: " + failure).orElse("well");
            case LauncherExited e -> "ended, " + e.exit().words();
            case StartOrdered _ -> "start was ordered";
            case StopOrdered _ -> "stop was ordered";
            case RestartOrdered _ -> "restart was ordered";
            case StopRequested _ -> "the device ends";
            case TimePassed _ -> "time passed";
            case CleanedUp e -> e.leftovers().isEmpty() ? "cleaned up" : "cleaned up but for " + String.join(", ", e.leftovers());
        };
    }
}
