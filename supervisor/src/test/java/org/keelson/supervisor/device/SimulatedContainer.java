package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.keelson.backend.ContainerExit;
import org.keelson.supervisor.container.ContainerEvent;

/**
 * What the effects on one container lead to: its worker, its launcher, its shim, its program. Anything fails now and then, halting may be
 * ignored, killing may take several attempts, and it may reboot itself at any time.
 */
final class SimulatedContainer {
    /** Something that may happen now. */
    @FunctionalInterface
    interface Happening {
        /** @param launcher the pid by which the machine knows the container's launcher, 0 if by none */
        Optional<ContainerEvent> happen(int launcher);
    }

    private enum Work { NONE, PREPARE, CLEAN_UP }

    private final String name;
    private final Random random;
    private Work work = Work.NONE;
    private boolean dirty;
    private int nextPid = 100;
    private int launcher;
    private boolean alive;
    private int init;
    private boolean go;
    private boolean executed;
    private boolean doomed;
    private boolean obedient;
    private int killsLeft;

    SimulatedContainer(String name, Random random) {
        this.name = name;
        this.random = random;
    }

    private boolean seldom() {
        return random.nextInt(20) == 0;
    }

    void prepare() {
        assertEquals(Work.NONE, work, () -> name + " is being worked on");
        assertEquals(false, alive, () -> name + " is prepared while its launcher runs");
        work = Work.PREPARE;
        dirty = true;
    }

    ContainerEvent launch() {
        assertEquals(false, alive, () -> name + " gets a second launcher");
        if (seldom()) {
            return new ContainerEvent.LaunchFailed("spawn keelson: ENOMEM (out of memory)");
        }
        launcher = nextPid++;
        alive = true;
        init = 0;
        go = false;
        executed = false;
        doomed = false;
        obedient = random.nextBoolean();
        killsLeft = 1 + random.nextInt(3);
        return new ContainerEvent.Launched(launcher);
    }

    void go() {
        go = true;
    }

    /** True if its shim may go on, or there is none any more. */
    boolean told() {
        return go || !alive;
    }

    void halt() {
        doomed |= obedient;
    }

    void kill() {
        killsLeft--;
        doomed |= killsLeft <= 0;
    }

    void cleanUp() {
        assertEquals(Work.NONE, work, () -> name + " is being worked on");
        assertEquals(false, alive, () -> name + " is cleaned up while its launcher runs");
        work = Work.CLEAN_UP;
    }

    /** Workers are threads of the program that was lost. */
    void forgetWork() {
        work = Work.NONE;
    }

    /** Found in proc by a program that was resumed. */
    Optional<Integer> runningLauncher() {
        return alive ? Optional.of(launcher) : Optional.empty();
    }

    void checkNothingLeft() {
        assertEquals(Work.NONE, work, () -> name + " is still worked on");
        assertEquals(false, alive, () -> name + " still runs");
        assertEquals(false, dirty, () -> name + " is still mounted");
    }

    /** Everything that may happen next. */
    List<Happening> possible() {
        List<Happening> possible = new ArrayList<>();
        if (work != Work.NONE) {
            possible.add(_ -> Optional.of(finishWork()));
        }
        if (!alive && launcher != 0) {
            possible.add(this::reap);
        }
        if (seldom()) {
            possible.add(_ -> Optional.of(new ContainerEvent.BecameReady())); // anybody may post to its socket
        }
        if (alive) {
            addOfRunning(possible);
        }
        return possible;
    }

    private void addOfRunning(List<Happening> possible) {
        if (doomed || seldom()) {
            possible.add(_ -> die());
        }
        if (init == 0 || executed && seldom()) {
            possible.add(_ -> Optional.of(hello()));
        }
        if (init != 0 && go && !executed) {
            possible.add(_ -> Optional.of(execute()));
        }
        if (executed) {
            possible.add(_ -> Optional.of(new ContainerEvent.BecameReady()));
        }
    }

    private ContainerEvent finishWork() {
        boolean prepared = work == Work.PREPARE;
        work = Work.NONE;
        if (prepared) {
            return seldom() ? new ContainerEvent.PrepareFailed("mount /x: EIO (input/output error)") : new ContainerEvent.Prepared();
        }
        dirty = false;
        return new ContainerEvent.CleanedUp(seldom() ? List.of("unmount /x: EBUSY (device or resource busy)") : List.of());
    }

    private Optional<ContainerEvent> die() {
        alive = false;
        return Optional.empty();
    }

    /** What waiting for children gives: nothing for one that the machine does not know. */
    Optional<ContainerEvent> reap(int known) {
        if (alive || launcher == 0) {
            return Optional.empty();
        }
        boolean ours = launcher == known;
        launcher = 0;
        ContainerExit exit = random.nextBoolean() ? new ContainerExit.Exited(random.nextInt(256)) : new ContainerExit.Killed(9, false);
        return ours ? Optional.of(new ContainerEvent.LauncherExited(exit)) : Optional.empty();
    }

    private ContainerEvent hello() {
        init = nextPid++;
        go = false;
        executed = false;
        doomed = false; // the new init was not there when the old one was killed
        killsLeft = Math.max(1, killsLeft);
        return new ContainerEvent.Hello(init);
    }

    private ContainerEvent execute() {
        if (seldom()) {
            doomed = true;
            go = false;
            return new ContainerEvent.ExecFailed("ENOENT (no such file or directory)");
        }
        executed = true;
        return new ContainerEvent.Executed();
    }
}
