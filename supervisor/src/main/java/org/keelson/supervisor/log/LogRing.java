package org.keelson.supervisor.log;

import java.util.ArrayDeque;

/** A bounded queue of lines; when it is full the newest line is dropped and counted. Any thread. */
public final class LogRing {
    private final int capacity;
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long lost;

    /** @param capacity in lines */
    public LogRing(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a line, or counts it as lost. */
    public synchronized void add(String line) {
        if (lines.size() < capacity) {
            lines.add(line);
        } else {
            lost++;
        }
    }

    /** The oldest line without taking it, or the note about lost ones once there is room again, or empty. */
    public synchronized String peek() {
        if (lines.isEmpty() && lost > 0) {
            lines.add("keelson WARN  log: lost lines, count=" + lost);
            lost = 0;
        }
        return lines.isEmpty() ? "" : lines.peek();
    }

    /** Takes the oldest line out. */
    public synchronized void take() {
        lines.poll();
    }
}
