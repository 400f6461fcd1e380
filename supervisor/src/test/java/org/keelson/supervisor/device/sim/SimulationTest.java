package org.keelson.supervisor.device.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Many devices, each from its seed: whatever happens in whatever order, no {@link Rule} is broken.
 *
 * <p>{@code -Dkeelson.seed=N} runs one seed alone; {@code -Dkeelson.seconds=N} runs new ones for so long; {@code -Dkeelson.story=N} tells
 * the last N lines of what happened in a run that fails.
 */
class SimulationTest {
    private static final int RUNS = 8_000;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    @Test
    void noRuleIsBrokenWhateverHappensInWhateverOrder() throws Exception {
        Long seed = Long.getLong("keelson.seed");
        Integer seconds = Integer.getInteger("keelson.seconds");
        if (seed != null) {
            new Simulations().run(seed);
            return;
        }
        long first = seconds == null ? 1 : System.currentTimeMillis() * 1_000;
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds == null ? 0 : seconds).toNanos();
        long begin = System.nanoTime();

        Simulations all = run(first, seconds == null ? first + RUNS : Long.MAX_VALUE, deadline);

        double minutes = (System.nanoTime() - begin) / 60e9;
        System.out.println("simulation: seeds " + first + " to " + (first + all.runs() - 1) + ", " + all.runs() + " runs, "
                + all.steps() / all.runs() + " steps each, PID 1 was lost " + all.losses() + " times, "
                + (long) (all.runs() / minutes) + " runs a minute on " + THREADS + " threads");
        if (all.runs() >= RUNS) {
            assertEquals(List.of(), all.coverage().missing(), "pairs of states and events that were not seen, of " + Coverage.all());
        }
        assertTrue(all.losses() > all.runs(), () -> "PID 1 was lost only " + all.losses() + " times");
    }

    private static Simulations run(long first, long end, long deadline) throws Exception {
        AtomicLong next = new AtomicLong(first);
        Simulations all = new Simulations();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Simulations>> parts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                parts.add(threads.submit(() -> {
                    Simulations part = new Simulations();
                    while (next.get() < end && (end < Long.MAX_VALUE || System.nanoTime() < deadline)) {
                        long seed = next.getAndIncrement();
                        if (seed < end) {
                            part.run(seed);
                        }
                    }
                    return part;
                }));
            }
            for (Future<Simulations> part : parts) {
                all.add(part.get());
            }
        }
        return all;
    }
}
