package org.keelson.supervisor.container;

import java.util.List;
import java.util.Optional;
import org.keelson.backend.ContainerExit;

/** What can happen to a container. */
public sealed interface ContainerEvent {
    /** Earlier groups reached their goals. */
    record StartRequested() implements ContainerEvent {}

    /** An earlier group has not. */
    record Held() implements ContainerEvent {}

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

    /** It is to stop. */
    record StopRequested() implements ContainerEvent {}

    /** Time has passed; deadlines are compared with the facts. */
    record TimePassed() implements ContainerEvent {}

    /** Nothing of it is left but these. */
    record CleanedUp(List<String> leftovers) implements ContainerEvent {}
}
