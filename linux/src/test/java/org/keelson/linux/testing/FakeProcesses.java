package org.keelson.linux.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.process.Exit;
import org.keelson.linux.process.Processes;
import org.keelson.linux.process.SpawnRequest;

/** {@link Processes} in memory: children start at once and live until the test ends them. Loop thread only. */
public final class FakeProcesses implements Processes {
    /** A signal that was sent to a process that existed. */
    public record Signalled(int pid, int signal) {}

    private static final int FIRST_PID = 100;

    private final FakeWakeups wakeups;
    private final List<SpawnRequest> spawned = new ArrayList<>();
    private final List<Signalled> signals = new ArrayList<>();
    private final Set<Integer> existing = new HashSet<>();
    private final ArrayDeque<Exit> ended = new ArrayDeque<>();
    private final List<Integer> signalsToAll = new ArrayList<>();
    private int failure;

    /** @param wakeups where SIGCHLD is raised when a child ends */
    public FakeProcesses(FakeWakeups wakeups) {
        this.wakeups = wakeups;
    }

    /** Every spawn so far that worked; the first one has pid 100, the next 101, and so on. */
    public List<SpawnRequest> spawned() {
        return List.copyOf(spawned);
    }

    /** Every signal so far that reached a process. */
    public List<Signalled> signals() {
        return List.copyOf(signals);
    }

    /** Every signal so far to all processes. */
    public List<Integer> signalsToAll() {
        return List.copyOf(signalsToAll);
    }

    /** Makes the next spawn fail. */
    public void failNextSpawn(int errno) {
        failure = errno;
    }

    /** A process that a child of ours started: it exists, and can be signalled. */
    public void appear(int pid) {
        existing.add(pid);
    }

    /** Ends a child, or an orphan that became one: it is a zombie until it is reaped. */
    public void end(int pid, Exit.Status status) {
        existing.add(pid);
        ended.add(new Exit(pid, status));
        wakeups.signal(SIGCHLD);
    }

    @Override
    public int spawn(SpawnRequest request) {
        if (failure != 0) {
            int errno = failure;
            failure = 0;
            throw new LinuxException("spawn", request.arguments().getFirst(), errno);
        }
        spawned.add(request);
        int pid = FIRST_PID + spawned.size() - 1;
        existing.add(pid);
        return pid;
    }

    @Override
    public Optional<Exit> ended() {
        return Optional.ofNullable(ended.peek());
    }

    @Override
    public void reap(int pid) {
        if (!ended.removeIf(exit -> exit.pid() == pid)) {
            throw new LinuxException("reap", "pid " + pid, Errno.ECHILD);
        }
        existing.remove(pid);
    }

    @Override
    public boolean signal(int pid, int signal) {
        if (pid <= 1) {
            throw new IllegalArgumentException("pid is not a child's: " + pid);
        }
        if (!existing.contains(pid)) {
            return false;
        }
        signals.add(new Signalled(pid, signal));
        return true;
    }

    @Override
    public void signalAll(int signal) {
        signalsToAll.add(signal);
    }

    @Override
    public boolean exists(int pid) {
        return existing.contains(pid);
    }
}
