package org.keelson.supervisor.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.keelson.linux.survival.Survival;
import org.keelson.supervisor.loop.Workers.Outcome;

/** What blocks runs elsewhere, in order per key, and comes back to the loop. */
class WorkersTest {
    private static final long PATIENCE_SECONDS = 10;

    private final LoopBench bench = new LoopBench();
    private final List<Object> results = new ArrayList<>();

    @Test
    void resultComesBackOnTheLoopThread() {
        Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
        List<Thread> delivered = new ArrayList<>();

        bench.workers.submit("a", () -> threads.add(Thread.currentThread()), outcome -> {
            results.add(outcome);
            delivered.add(Thread.currentThread());
        });
        assertEquals(List.of(), results);
        bench.settle();

        assertEquals(List.of(new Outcome.Done<>(true)), results);
        assertEquals(List.of(Thread.currentThread()), delivered);
        assertFalse(threads.contains(Thread.currentThread()));
    }

    @Test
    void exceptionComesBackAsFailed() {
        IOException reason = new IOException("no such device");

        bench.workers.submit("a", () -> {
            throw reason;
        }, results::add);
        bench.settle();

        assertEquals(List.of(new Outcome.Failed<>(reason)), results);
    }

    @Test
    void tasksOfOneKeyRunInOrderOneAtATime() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        for (int i = 0; i < 100; i++) {
            int number = i;
            bench.workers.submit("a", () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                order.add(number);
                return running.decrementAndGet();
            }, results::add);
        }
        bench.settle();

        assertEquals(100, results.size());
        assertEquals(1, most.get());
        assertEquals(order.stream().sorted().toList(), order);
    }

    @Test
    void tasksOfDifferentKeysRunSideBySide() {
        CyclicBarrier all = new CyclicBarrier(3);

        for (String key : List.of("a", "b", "c")) {
            bench.workers.submit(key, () -> all.await(PATIENCE_SECONDS, TimeUnit.SECONDS) >= 0, results::add);
        }
        bench.settle();

        assertEquals(Collections.nCopies(3, new Outcome.Done<>(true)), results);
    }

    @Test
    void onlyAFewThreadsWorkAtOnceAndEveryTaskGetsItsTurn() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Map<String, Integer> done = new ConcurrentHashMap<>();

        for (int i = 0; i < 200; i++) {
            String key = "key " + i % 50;
            bench.workers.submit(key, () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                done.merge(key, 1, Integer::sum);
                return running.decrementAndGet();
            }, results::add);
        }
        bench.settle();

        assertEquals(200, results.size());
        assertEquals(Collections.nCopies(50, 4), List.copyOf(done.values()));
        assertTrue(most.get() <= 6, () -> most + " at once");
    }

    @Test
    void idleOnlyWhenNothingRunsOrWaits() {
        CountDownLatch gate = new CountDownLatch(1);
        assertTrue(bench.workers.idle());

        bench.workers.submit("a", () -> gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS), results::add);
        bench.workers.submit("a", () -> true, results::add);
        assertFalse(bench.workers.idle());
        gate.countDown();
        bench.settle();

        assertTrue(bench.workers.idle());
        assertEquals(List.of(new Outcome.Done<>(true), new Outcome.Done<>(true)), results);
    }

    @Test
    void resultMaySubmitTheNextTaskOfItsKey() {
        bench.workers.submit("a", () -> 1, first -> bench.workers.submit("a", () -> 2, second -> results.addAll(List.of(first, second))));

        bench.settle();

        assertEquals(List.of(new Outcome.Done<>(1), new Outcome.Done<>(2)), results);
    }

    @Test
    void queueIsBoundedAndAnswersAtOnceWhenItIsFull() {
        CountDownLatch gate = new CountDownLatch(1);
        List<Outcome<Boolean>> outcomes = new ArrayList<>();
        for (int i = 0; i < 4_097; i++) { // one runs
            bench.workers.submit("a", () -> gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS), outcomes::add);
        }
        assertEquals(List.of(), outcomes);

        bench.workers.submit("a", () -> true, outcomes::add);

        assertInstanceOf(Outcome.Failed.class, outcomes.getFirst());
        gate.countDown();
        bench.settle();
        assertEquals(4_098, outcomes.size());
    }

    @Test
    void errorOfATaskTakesTheResumePath() throws InterruptedException {
        CountDownLatch resumed = new CountDownLatch(1);
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> resumed.countDown());
        try {
            bench.workers.submit("a", () -> {
                throw new StackOverflowError();
            }, results::add);

            assertTrue(resumed.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertEquals(List.of(Survival.Reason.THROWABLE), bench.survival.resumes());
        assertEquals(List.of(), results);
    }
}
