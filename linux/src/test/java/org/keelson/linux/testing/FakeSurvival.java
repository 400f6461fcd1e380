package org.keelson.linux.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.keelson.linux.file.Fd;
import org.keelson.linux.survival.Survival;

/** {@link Survival} that remembers. Any thread may call it. */
public final class FakeSurvival implements Survival {
    /** Thrown where the program would be executed again. */
    public static final class Resumed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Resumed(Reason reason) {
            super(reason.name());
        }
    }

    private final Set<Integer> kept = new TreeSet<>();
    private final List<Reason> resumes = new ArrayList<>();
    private boolean armed;
    private int threads;

    /** True once the path is armed. */
    public synchronized boolean armed() {
        return armed;
    }

    /** The numbers of the descriptors that would stay open, ascending. */
    public synchronized List<Integer> kept() {
        return List.copyOf(kept);
    }

    /** Why it was resumed, oldest first. */
    public synchronized List<Reason> resumes() {
        return List.copyOf(resumes);
    }

    /** Threads that have begun and not ended. */
    public synchronized int threads() {
        return threads;
    }

    @Override
    public synchronized void arm(Fd memory, Fd executable, boolean device) {
        armed = true;
        kept.add(memory.number());
    }

    @Override
    public synchronized void keep(Fd fd) {
        kept.add(fd.number());
    }

    @Override
    public synchronized void forget(Fd fd) {
        kept.remove(fd.number());
    }

    @Override
    public synchronized void resume(Reason reason) {
        resumes.add(reason);
        throw new Resumed(reason);
    }

    @Override
    public synchronized void threadBegin() {
        threads++;
    }

    @Override
    public synchronized void threadEnd() {
        threads--;
    }
}
