package org.keelson.tests.vm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The lines of a console, as they come. Any thread. */
public final class Lines {
    private final List<String> all = new ArrayList<>();
    private boolean ended;

    synchronized void add(String line) {
        all.add(line);
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** How many lines there are by now: where a later search begins. */
    public synchronized int count() {
        return all.size();
    }

    /** The lines from that one on. */
    public synchronized List<String> from(int index) {
        return List.copyOf(all.subList(index, all.size()));
    }

    /** The lines that contain the text. */
    public List<String> containing(String text) {
        return from(0).stream().filter(line -> line.contains(text)).toList();
    }

    /** Waits for a line that contains the text, from the very first on. */
    public String await(String text, Duration patience) {
        return await(text, 0, patience);
    }

    /**
     * Waits for a line that contains the text.
     *
     * @param from the first line that counts
     * @throws AssertionError with the last lines if it does not come in time, or if the machine ends before
     */
    public synchronized String await(String text, int from, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        for (int i = from; ; i++) {
            while (i >= all.size()) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (ended || millis <= 0) {
                    throw new AssertionError("'%s' did not come%s; the last lines:%n%s"
                            .formatted(text, ended ? " before the machine ended" : " in " + patience.toSeconds() + " s", tail()));
                }
                waitFor(millis);
            }
            if (all.get(i).contains(text)) {
                return all.get(i);
            }
        }
    }

    private void waitFor(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private String tail() {
        return String.join("\n", all.subList(Math.max(0, all.size() - 40), all.size()));
    }
}
