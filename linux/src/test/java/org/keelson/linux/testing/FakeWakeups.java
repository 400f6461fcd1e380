package org.keelson.linux.testing;

import java.util.ArrayDeque;
import org.keelson.linux.event.Wakeups;
import org.keelson.linux.file.Fd;

/** {@link Wakeups} in memory. A signal that is pending already is not added again, as with the kernel's. Any thread may raise. */
public final class FakeWakeups implements Wakeups {
    private final FakeDescriptors descriptors;
    private final ArrayDeque<Integer> pending = new ArrayDeque<>();

    private static final class Event extends FakeObject {
        private boolean raised;

        @Override
        boolean readable() {
            return raised;
        }
    }

    private final class Signals extends FakeObject {
        @Override
        boolean readable() {
            return !pending.isEmpty();
        }
    }

    /** @param descriptors where the descriptors made here are kept */
    public FakeWakeups(FakeDescriptors descriptors) {
        this.descriptors = descriptors;
    }

    /** Sends this process a signal. */
    public void signal(int number) {
        synchronized (descriptors) {
            if (!pending.contains(number)) {
                pending.add(number);
            }
            descriptors.notifyAll();
        }
    }

    @Override
    public Fd signals() {
        return descriptors.add(new Signals());
    }

    @Override
    public int nextSignal(Fd signals) {
        synchronized (descriptors) {
            return pending.isEmpty() ? 0 : pending.poll();
        }
    }

    @Override
    public Fd wakeup() {
        return descriptors.add(new Event());
    }

    @Override
    public void raise(Fd wakeup) {
        set(wakeup, true);
    }

    @Override
    public void clear(Fd wakeup) {
        set(wakeup, false);
    }

    private void set(Fd wakeup, boolean raised) {
        synchronized (descriptors) {
            ((Event) descriptors.object(wakeup, "raise")).raised = raised;
            descriptors.notifyAll();
        }
    }
}
