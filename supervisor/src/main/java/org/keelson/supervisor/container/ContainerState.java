package org.keelson.supervisor.container;

import java.util.Optional;
import org.keelson.backend.ContainerExit;

/**
 * Where a container is. Owned by the loop thread; changed only by {@link ContainerDecision}; the table of what leads where is in {@code
 * docs/containers.md}, checked against the code.
 *
 * <p>The usual way: Installed, (Blocked,) Preparing while a worker mounts, Launching until the launcher runs, Starting until the shim says
 * hello, Executing until its exec succeeded, Started, Ready where that is the goal; then Stopping until the launcher has exited, Cleaning
 * while a worker unmounts, and Stopped, or Recovering until it is tried again. A container whose goal is MOUNTED stays in Mounted, one
 * that is started by a connection waits in Listening. Whatever ends the launcher leads to Cleaning. All times are loop milliseconds.
 */
public sealed interface ContainerState {
    /** Part of the revision, nothing done yet; or to be started again. */
    record Installed() implements ContainerState {}

    /** May not start yet. */
    record Blocked(Obstacle obstacle) implements ContainerState {}

    /** Its sockets are open; the first connection starts it. */
    record Listening() implements ContainerState {}

    /** A worker mounts its volumes and root; {@code stop}: to be undone then, and why. */
    record Preparing(Optional<EndCause> stop) implements ContainerState {}

    /** Volumes are mounted, and that was the goal. */
    record Mounted() implements ContainerState {}

    /** The launcher is being spawned; {@code stop}: to be ended then, and why. Given up at {@code giveUpAt}. */
    record Launching(long giveUpAt, Optional<EndCause> stop) implements ContainerState {}

    /** The launcher runs; the shim has not been heard of. Given up at {@code giveUpAt}. */
    record Starting(int launcher, long giveUpAt) implements ContainerState {}

    /** The shim was told to go; its exec has not been seen to succeed. Given up at {@code giveUpAt}. */
    record Executing(int launcher, int init, long giveUpAt) implements ContainerState {}

    /** It could not be started; the launcher is about to exit, and is killed at {@code killAt}. */
    record Failing(int launcher, long killAt, ContainerExit.StartFailed failure) implements ContainerState {}

    /** The container's own program runs since {@code since}; {@code vitals} if it has a health check. */
    record Started(int launcher, int init, long since, Optional<Vitals> vitals) implements ContainerState {}

    /** And it said that it is ready. */
    record Ready(int launcher, int init, long since, Optional<Vitals> vitals) implements ContainerState {}

    /** Was asked to stop; is killed at {@code killAt}, or was already. */
    record Stopping(int launcher, int init, long killAt, boolean killed, EndCause cause) implements ContainerState {}

    /** Its processes are gone; a worker unmounts and removes its cgroups. */
    record Cleaning(End end) implements ContainerState {}

    /** It ended, and is tried again at {@code until}. */
    record Recovering(long until, End end) implements ContainerState {}

    /** Over, until a user starts it. */
    record Stopped(End end, Aftermath aftermath) implements ContainerState {}

    /**
     * How it ended.
     *
     * @param cause what its end comes from
     * @param exit how its init ended; empty if it never started
     */
    record End(EndCause cause, Optional<ContainerExit> exit) {
        /** True if it never ran: its mounts, its launcher or its exec failed. */
        public boolean startFailed() {
            return exit.filter(ContainerExit.StartFailed.class::isInstance).isPresent();
        }

        /** True if its program ended by itself, with success. */
        public boolean didItsWork() {
            return cause == EndCause.ITSELF && exit.isPresent() && exit.get() instanceof ContainerExit.Exited(int code) && code == 0;
        }
    }

    /** Its word in logs, records and the saved state. */
    default String word() {
        return switch (this) {
            case Installed _ -> "installed";
            case Blocked _ -> "blocked";
            case Listening _ -> "listening";
            case Preparing _ -> "preparing";
            case Mounted _ -> "mounted";
            case Launching _ -> "launching";
            case Starting _ -> "starting";
            case Executing _ -> "executing";
            case Failing _ -> "failing";
            case Started _ -> "started";
            case Ready _ -> "ready";
            case Stopping _ -> "stopping";
            case Cleaning _ -> "cleaning";
            case Recovering _ -> "recovering";
            case Stopped _ -> "stopped";
        };
    }

    /** What the API shows. */
    default ContainerStatus status() {
        return switch (this) {
            case Installed _, Preparing _, Listening _ -> ContainerStatus.INSTALLED;
            case Blocked _ -> ContainerStatus.BLOCKED;
            case Mounted _ -> ContainerStatus.MOUNTED;
            case Launching _, Starting _, Executing _ -> ContainerStatus.STARTING;
            case Started _ -> ContainerStatus.STARTED;
            case Ready _ -> ContainerStatus.READY;
            case Recovering _ -> ContainerStatus.RECOVERING;
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
            case Installed _, Blocked _, Listening _, Preparing _, Mounted _, Launching _, Cleaning _, Recovering _, Stopped _ -> 0;
        };
    }

    /** The pid of the container's init as PID 1 sees it, or 0. */
    default int initPid() {
        return switch (this) {
            case Executing s -> s.init();
            case Started s -> s.init();
            case Ready s -> s.init();
            case Stopping s -> s.init();
            case Installed _, Blocked _, Listening _, Preparing _, Mounted _, Launching _, Starting _, Failing _, Cleaning _,
                    Recovering _, Stopped _ -> 0;
        };
    }

    /** How it ended, once it did. */
    default Optional<End> ended() {
        return switch (this) {
            case Cleaning s -> Optional.of(s.end());
            case Recovering s -> Optional.of(s.end());
            case Stopped s -> Optional.of(s.end());
            case Installed _, Blocked _, Listening _, Preparing _, Mounted _, Launching _, Starting _, Executing _, Failing _,
                    Started _, Ready _, Stopping _ -> Optional.empty();
        };
    }
}
