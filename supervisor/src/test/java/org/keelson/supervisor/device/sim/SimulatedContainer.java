package org.keelson.supervisor.device.sim;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.keelson.backend.ContainerExit;
import org.keelson.config.state.Container;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerState;

/**
 * What there is of a container outside of the machine: its worker, its mounts, its launcher, its shim, its program, its sockets. Anything
 * fails, hangs or comes late, as the temper of the world has it. It knows nothing of the machine's states but for {@link #truthOf}, and
 * objects to what no kernel would stand: two launchers, mounting what is being unmounted, signals to a pid that was given back.
 */
final class SimulatedContainer {
    private enum Work { NONE, PREPARE, CLEAN_UP }

    private final Container container;
    private final String name;
    private final Agenda agenda;
    private final RandomGenerator random;
    private final Temper temper;
    private final SimulatedSupervisor supervisor;

    private Work work = Work.NONE;
    private boolean mounted;
    private boolean prepared;
    private boolean launching;
    private int launcher;
    private boolean alive;
    private ContainerExit exit;
    private Program program;
    private int killsLeft;
    private int init;
    private boolean heard;
    private boolean go;
    private boolean executed;
    private boolean executedSeen;
    private boolean ill;
    private boolean socketsOpen;
    private boolean watched;
    private boolean connection;

    SimulatedContainer(Container container, Agenda agenda, RandomGenerator random, Temper temper, SimulatedSupervisor supervisor) {
        this.container = container;
        this.name = container.name();
        this.agenda = agenda;
        this.random = random;
        this.temper = temper;
        this.supervisor = supervisor;
    }

    /** Has a worker of PID 1 do it; lost with it. */
    private void onWorker(Runnable done) {
        int life = supervisor.life();
        agenda.in(temper.delay(), () -> {
            if (supervisor.life() == life) {
                done.run();
            }
        });
    }

    /** Has it happen to the launcher that runs now, if that still runs then. */
    private void later(long millis, Runnable action) {
        int mine = launcher;
        agenda.in(millis, () -> {
            if (alive && launcher == mine) {
                action.run();
            }
        });
    }

    void prepare() {
        Rule.ONE_START.check(work == Work.NONE, name, "is being worked on and is to be prepared");
        Rule.ONE_START.check(!alive, name, "is prepared while its launcher runs");
        work = Work.PREPARE;
        mounted = true;
        Optional<String> failure = temper.fails() ? Optional.of("mount /x: EIO (input/output error)") : Optional.empty();
        if (failure.isPresent() && temper.seldom(3)) {
            work = Work.NONE;
            supervisor.tell(name, new ContainerEvent.PrepareFailed(failure.get())); // before a worker had to do with it
            return;
        }
        onWorker(() -> {
            work = Work.NONE;
            prepared = failure.isEmpty();
            supervisor.tell(name, failure.isEmpty() ? new ContainerEvent.Prepared() : new ContainerEvent.PrepareFailed(failure.get()));
        });
    }

    void cleanUp() {
        Rule.ONE_START.check(work == Work.NONE, name, "is being worked on and is to be cleaned up");
        Rule.ONE_START.check(!alive, name, "is cleaned up while its launcher runs");
        work = Work.CLEAN_UP;
        prepared = false;
        onWorker(() -> {
            work = Work.NONE;
            mounted = false;
            supervisor.tell(name, new ContainerEvent.CleanedUp(
                    temper.fails() ? List.of("unmount /x: EBUSY (device or resource busy)") : List.of()));
        });
    }

    void launch() {
        Rule.ONE_START.check(!alive && !launching, name, "gets a second launcher");
        Rule.ONE_START.check(prepared && work == Work.NONE, name, "is launched and not mounted");
        if (temper.fails()) {
            supervisor.tell(name, new ContainerEvent.LaunchFailed("spawn keelson: ENOMEM (out of memory)"));
            return;
        }
        launcher = supervisor.newPid();
        alive = true;
        init = 0;
        heard = false;
        go = false;
        executed = false;
        executedSeen = false;
        socketsOpen |= !container.execution().sockets().isEmpty();
        program = Program.random(random, temper);
        killsLeft = program.kills();
        long known = temper.seldom(5) ? temper.delay() : 0;
        answerLaunched(known);
        if (program.diesEarly() >= 0) {
            later(known + 1 + program.diesEarly(), () -> die(program.exit()));
        }
        if (!program.silent()) {
            later(known + 1 + temper.delay(), this::hello);
        }
    }

    private void answerLaunched(long afterMillis) {
        launching = true;
        int pid = launcher;
        Runnable answer = () -> {
            launching = false;
            supervisor.tell(name, new ContainerEvent.Launched(pid));
        };
        if (afterMillis == 0) {
            answer.run();
        } else {
            int life = supervisor.life();
            agenda.in(afterMillis, () -> {
                if (supervisor.life() == life) {
                    answer.run();
                }
            });
        }
    }

    /** A shim is there: of the first init, or of one after a reboot of its own. */
    private void hello() {
        init = supervisor.newPid();
        heard = false;
        go = false;
        executed = false;
        executedSeen = false;
        killsLeft = Math.max(1, killsLeft); // the new init was not there when the old one was killed
        int mine = init;
        ofInit(temper.delay() / 10, () -> sayHello(mine));
    }

    /** Has it happen to the init that is there now: what it wrote stays readable when it is gone, but not when its launcher was reaped. */
    private void ofInit(long millis, Runnable action) {
        int mine = init;
        int parent = launcher;
        agenda.in(millis, () -> {
            if (launcher == parent && init == mine) {
                action.run();
            }
        });
    }

    /** Seen again by a PID 1 that comes before the message was taken off the socket; with it, the pipe of the exec is new. */
    private void sayHello(int pid) {
        heard = true;
        int parent = launcher;
        supervisor.observe(name, new ContainerEvent.Hello(pid), () -> {
            if (launcher == parent && init == pid) {
                sayHello(pid);
                if (executed) {
                    sayExecuted();
                }
            }
        });
    }

    void go() {
        if (alive && heard && !go) {
            go = true;
            int mine = init;
            if (!program.stuck()) {
                later(temper.delay(), () -> {
                    if (init == mine) {
                        execute();
                    }
                });
            }
        }
    }

    private void execute() {
        if (program.notExecuted()) {
            later(temper.seldom(4) ? temper.span() : temper.delay(), () -> die(new ContainerExit.Exited(1)));
            int parent = launcher;
            // the errno is read off the pipe; a PID 1 that is lost then leaves only its end, which looks like success
            supervisor.observe(name, new ContainerEvent.ExecFailed("ENOENT (no such file or directory)"), () -> {
                if (launcher == parent) {
                    supervisor.tell(name, new ContainerEvent.Executed());
                }
            });
            return;
        }
        executed = true;
        connection = false; // taken
        int mine = init;
        ill = program.illAfter() == 0;
        if (program.illAfter() > 0) {
            later(program.illAfter(), () -> ill = true);
        }
        if (program.endsAfter() >= 0) {
            later(program.endsAfter(), () -> die(program.exit()));
        }
        if (program.rebootsAfter() >= 0 && !temper.calm()) {
            later(program.rebootsAfter(), () -> {
                if (init == mine) {
                    hello();
                }
            });
        }
        ofInit(temper.delay() / 10, this::sayExecuted);
    }

    private void sayExecuted() {
        boolean first = !executedSeen;
        executedSeen = true;
        int parent = launcher;
        int mine = init;
        supervisor.observe(name, new ContainerEvent.Executed(), () -> {
            if (launcher == parent && init == mine) {
                sayExecuted();
            }
        });
        if (first && program.readyAfter() >= 0) {
            later(program.readyAfter(), this::sayReady);
        }
    }

    private void sayReady() {
        if (executed) {
            supervisor.tell(name, new ContainerEvent.BecameReady());
        }
    }

    private void die(ContainerExit how) {
        alive = false;
        exit = how;
        int mine = launcher;
        agenda.in(temper.delay() / 10, () -> {
            if (launcher == mine) {
                if (executed && !executedSeen) {
                    sayExecuted(); // it was readable first
                }
                reap();
            }
        });
    }

    /** PID 1 waits for its children; one that belongs to no container that it knows is an orphan. */
    void reap() {
        if (alive || launcher == 0) {
            return;
        }
        int pid = launcher;
        if (supervisor.knows(name, pid)) {
            supervisor.tell(name, new ContainerEvent.LauncherExited(exit));
        }
        if (launcher == pid) {
            launcher = 0;
        }
    }

    void halt(int pid, int initPid) {
        checkPid(pid);
        if (initPid == init && executed && program.obedient() && alive) {
            later(temper.delay(), () -> die(program.exit()));
        } else if (initPid == init && !executed && alive) {
            die(new ContainerExit.Killed(9, false)); // no signal is handled yet, so it is killed
        }
    }

    void kill(int pid) {
        checkPid(pid);
        killsLeft--;
        if (killsLeft <= 0 && alive) {
            later(temper.delay() / 10, () -> die(new ContainerExit.Killed(9, false)));
        }
    }

    private void checkPid(int pid) {
        Rule.ONE_START.check(pid == launcher && pid != 0, () -> name + " is signalled by pid " + pid + ", its launcher is " + launcher);
    }

    void listen() {
        Rule.ONE_START.check(!alive && work == Work.NONE, name, "listens while it runs");
        if (temper.fails()) {
            supervisor.tell(name, new ContainerEvent.ListenFailed("bind 0.0.0.0:80: EADDRINUSE (address already in use)"));
            return;
        }
        socketsOpen = true;
        watched = true;
        if (connection) {
            onWorker(this::connected);
        }
    }

    void unlisten() {
        socketsOpen = false;
        watched = false;
        connection = false;
    }

    /** Somebody connects to it. */
    void connect() {
        if (socketsOpen) {
            connection = true;
            connected();
        }
    }

    private void connected() {
        if (watched) {
            watched = false;
            supervisor.tell(name, new ContainerEvent.Connected());
        }
    }

    void probe(int pid) {
        Rule.ONE_START.check(launcher != 0, name, "is asked about its health and does not run");
        long late = container.supervision().health().orElseThrow().timeout().toMillis() + 5_000 + temper.delay();
        if (temper.fails() && temper.seldom(2)) {
            return; // lost
        }
        Optional<String> failure = pid != init || ill || temper.fails() ? Optional.of("connect: ECONNREFUSED") : Optional.empty();
        int life = supervisor.life();
        agenda.in(temper.seldom(20) ? late : Math.min(temper.delay(), late - 5_000), () -> {
            if (supervisor.life() == life) {
                supervisor.tell(name, new ContainerEvent.Probed(pid, failure));
            }
        });
    }

    /** What was PID 1's own is lost with it: threads, answers, and what the loop watched. */
    void forget() {
        work = Work.NONE;
        launching = false;
        watched = false;
    }

    /** Found in proc by a PID 1 that was resumed. */
    Optional<Integer> runningLauncher() {
        return alive ? Optional.of(launcher) : Optional.empty();
    }

    /** Nothing runs, is mounted or listens. */
    void checkNothingLeft() {
        Rule.STOP_ENDS.check(work == Work.NONE && !alive && launcher == 0, name, "still runs");
        Rule.STOP_ENDS.check(!mounted && !socketsOpen, name, "is still mounted, or listens");
    }

    /** Whether the machine may believe that the container is in that state, now that it was told everything that has been seen. */
    boolean truthOf(ContainerState state) {
        return switch (state) {
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Recovering _ -> idle() && !mounted;
            case ContainerState.Stopped _ -> idle() && !mounted && !socketsOpen;
            case ContainerState.Listening _ -> idle() && socketsOpen && watched;
            case ContainerState.Preparing _ -> work == Work.PREPARE;
            case ContainerState.Mounted _ -> idle() && prepared;
            case ContainerState.Launching _ -> launching;
            case ContainerState.Starting s -> launcher == s.launcher();
            case ContainerState.Executing s -> launcher == s.launcher() && init != 0 && (go || init != s.init() || !alive);
            case ContainerState.Failing s -> launcher == s.launcher();
            case ContainerState.Started s -> launcher == s.launcher() && (executed || init != s.init());
            case ContainerState.Ready s -> launcher == s.launcher() && (executed || init != s.init());
            case ContainerState.Stopping s -> launcher == s.launcher();
            case ContainerState.Cleaning _ -> work == Work.CLEAN_UP;
        };
    }

    private boolean idle() {
        return work == Work.NONE && !alive;
    }
}
