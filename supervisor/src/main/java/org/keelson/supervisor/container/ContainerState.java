package org.keelson.supervisor.container;

import java.util.Optional;
import org.keelson.backend.ContainerExit;

/**
 * Where a container is. Owned by the loop thread; changed only by {@link ContainerDecision}.
 *
 * <p>The usual way: Installed, (Blocked,) Preparing while a worker mounts, Launching until the launcher runs, Starting until the shim says
 * hello, Executing until its exec succeeded, Started, Ready where that is the goal; then Stopping until the launcher has exited, Cleaning
 * while a worker unmounts, Stopped. A container whose goal is MOUNTED stays in Mounted. Whatever ends the launcher leads to Cleaning.
 */
public sealed interface ContainerState {
    /** Part of the revision, nothing done yet. */
    record Installed() implements ContainerState {}

    /** Waits for an earlier group. */
    record Blocked() implements ContainerState {}

    /** A worker mounts its volumes and root. {@code deadline}: when its goal times out, in loop milliseconds. */
    record Preparing(long deadline, boolean stopRequested) implements ContainerState {}

    /** Volumes are mounted, and that was the goal. */
    record Mounted() implements ContainerState {}

    /** The launcher is being spawned. */
    record Launching(long deadline, boolean stopRequested) implements ContainerState {}

    /** The launcher runs; the shim has not been heard of. */
    record Starting(int launcher, long deadline) implements ContainerState {}

    /** The shim was told to go; its exec has not been seen to succeed. */
    record Executing(int launcher, int init, long deadline) implements ContainerState {}

    /** The container's first program could not be executed; the launcher is about to exit. */
    record Failing(int launcher, ContainerExit.StartFailed failure) implements ContainerState {}

    /** The container's own program runs, since {@code since} (loop milliseconds). */
    record Started(int launcher, int init, long since, long deadline) implements ContainerState {}

    /** And it said that it is ready. */
    record Ready(int launcher, int init, long since) implements ContainerState {}

    /** Was asked to stop; is killed at {@code killAt}, or was already. */
    record Stopping(int launcher, int init, long killAt, boolean killed) implements ContainerState {}

    /** Its processes are gone; a worker unmounts and removes its cgroups. */
    record Cleaning(End end) implements ContainerState {}

    /** Over. */
    record Stopped(End end) implements ContainerState {}

    /**
     * How it ended.
     *
     * @param requested true if it was asked to stop
     * @param exit how its init ended; empty if it never started
     */
    record End(boolean requested, Optional<ContainerExit> exit) {
        /** True if it never ran: its mounts, its launcher or its exec failed. */
        public boolean startFailed() {
            return exit.filter(ContainerExit.StartFailed.class::isInstance).isPresent();
        }
    }

    /** What the API shows. */
    default ContainerStatus status() {
        return switch (this) {
            case Installed _, Preparing _ -> ContainerStatus.INSTALLED;
            case Blocked _ -> ContainerStatus.BLOCKED;
            case Mounted _ -> ContainerStatus.MOUNTED;
            case Launching _, Starting _, Executing _ -> ContainerStatus.STARTING;
            case Started _ -> ContainerStatus.STARTED;
            case Ready _ -> ContainerStatus.READY;
            case Stopping _, Cleaning _, Failing _ -> ContainerStatus.STOPPING;
            case Stopped _ -> ContainerStatus.STOPPED;
        };
    }

    /** The launcher's pid, or 0 where there is none. */
    default int launcherPid() {
        return switch (this) {
            case Starting s -> s.launcher();
            case Executing s -> s.launcher();
            case Failing s -> s.launcher();
            case Started s -> s.launcher();
            case Ready s -> s.launcher();
            case Stopping s -> s.launcher();
            case Installed _, Blocked _, Preparing _, Mounted _, Launching _, Cleaning _, Stopped _ -> 0;
        };
    }

    /** The pid of the container's init as PID 1 sees it, or 0. */
    default int initPid() {
        return switch (this) {
            case Executing s -> s.init();
            case Started s -> s.init();
            case Ready s -> s.init();
            case Stopping s -> s.init();
            case Installed _, Blocked _, Preparing _, Mounted _, Launching _, Starting _, Failing _, Cleaning _, Stopped _ -> 0;
        };
    }

    /** How it ended, once it did. */
    default Optional<End> ended() {
        return switch (this) {
            case Cleaning s -> Optional.of(s.end());
            case Stopped s -> Optional.of(s.end());
            case Installed _, Blocked _, Preparing _, Mounted _, Launching _, Starting _, Executing _, Failing _, Started _, Ready _,
                    Stopping _ -> Optional.empty();
        };
    }
}
