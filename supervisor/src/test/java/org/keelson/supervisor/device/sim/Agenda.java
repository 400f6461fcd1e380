package org.keelson.supervisor.device.sim;

import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** Virtual time: what happens at which time; what happens at the same one, in an order that the seed decides. */
final class Agenda {
    private final RandomGenerator random;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long now = 1_000;

    private record Entry(long at, int tie, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at != other.at ? Long.compare(at, other.at) : Integer.compare(tie, other.tie);
        }
    }

    Agenda(RandomGenerator random) {
        this.random = random;
    }

    /** The time, in milliseconds. */
    long now() {
        return now;
    }

    /** Has it happen after so many milliseconds. */
    void in(long millis, Runnable action) {
        at(now + millis, action);
    }

    /** Has it happen at that time, or now if it has passed. */
    void at(long millis, Runnable action) {
        entries.add(new Entry(Math.max(now, millis), random.nextInt(), action));
    }

    /** Lets the next thing happen; false if there is none. */
    boolean next() {
        Entry entry = entries.poll();
        if (entry == null) {
            return false;
        }
        now = entry.at();
        entry.action().run();
        return true;
    }
}
