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
 * the last N lines of what happened in a run that fails. {@code ./dev test sim} does all of that.
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
        } else if (seconds != null) {
            check(System.currentTimeMillis() * 1_000, Long.MAX_VALUE / 2, Duration.ofSeconds(seconds));
        } else {
            check(1, 1 + RUNS, Duration.ofHours(1));
        }
    }

    private static void check(long first, long end, Duration longest) throws Exception {
        long begin = System.nanoTime();

        Simulations all = run(first, end, begin + longest.toNanos());

        double minutes = (System.nanoTime() - begin) / 60e9;
        System.out.println("simulation: " + all.runs() + " runs, from seed " + first + ", " + all.steps() / all.runs() + " steps each, PID 1 "
                + "was lost " + all.losses() + " times, " + (long) (all.runs() / minutes) + " runs a minute on " + THREADS + " threads");
        if (all.runs() >= RUNS) {
            assertEquals(List.of(), all.coverage().missing(), "pairs of states and events that were not seen, of " + Coverage.all());
        }
        assertTrue(all.losses() > all.runs(), () -> "PID 1 was lost only " + all.losses() + " times");
    }

    private static Simulations run(long first, long end, long deadline) throws Exception {
        AtomicLong next = new AtomicLong(first);
        Simulations all = new Simulations();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Simulations>> shares = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                shares.add(threads.submit(() -> share(next, end, deadline)));
            }
            for (Future<Simulations> share : shares) {
                all.add(share.get());
            }
        }
        return all;
    }

    /** What one thread has of it. When a rule is broken, the others need not go on. */
    private static Simulations share(AtomicLong next, long end, long deadline) {
        Simulations own = new Simulations();
        try {
            for (long seed = next.getAndIncrement(); seed < end && System.nanoTime() < deadline; seed = next.getAndIncrement()) {
                own.run(seed);
            }
            return own;
        } catch (AssertionError e) {
            next.set(end);
            throw e;
        }
    }
}
