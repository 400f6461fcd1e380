package org.keelson.supervisor.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A queue that loses rather than waits, and says how much. */
class LogRingTest {
    private final LogRing ring = new LogRing(3);

    private void add(String... lines) {
        for (String line : lines) {
            ring.add(line);
        }
    }

    private List<String> takeAll() {
        List<String> all = new ArrayList<>();
        for (String line = ring.peek(); !line.isEmpty(); line = ring.peek()) {
            all.add(line);
            ring.take();
        }
        return all;
    }

    @Test
    void linesComeOutInTheirOrder() {
        add("a", "b");
        assertEquals(List.of("a", "b"), takeAll());

        add("c");
        assertEquals(List.of("c"), takeAll());
    }

    @Test
    void emptyRingGivesNothing() {
        ring.take();

        assertEquals("", ring.peek());
    }

    @Test
    void lookingDoesNotTake() {
        add("a");

        assertEquals("a", ring.peek());
        assertEquals("a", ring.peek());
    }

    @Test
    void fullRingLosesTheNewestLinesAndCountsThem() {
        add("a", "b", "c", "d", "e");

        assertEquals(List.of("a", "b", "c", "keelson WARN  log: lost lines, count=2"), takeAll());
        assertEquals(List.of(), takeAll());
    }

    @Test
    void countBeginsAnewOnceItWasTold() {
        add("a", "b", "c", "d");
        takeAll();

        add("e", "f", "g", "h", "i", "j");

        assertEquals(List.of("e", "f", "g", "keelson WARN  log: lost lines, count=3"), takeAll());
    }

    @Test
    void linesOfSeveralThreadsAreAllThereOrCounted() throws InterruptedException {
        LogRing large = new LogRing(1_000);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int j = 0; j < 500; j++) {
                    large.add("line");
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        int count = 0;
        for (; large.peek().equals("line"); large.take()) {
            count++;
        }
        assertEquals(1_000, count);
        assertEquals("keelson WARN  log: lost lines, count=1000", large.peek());
    }
}
