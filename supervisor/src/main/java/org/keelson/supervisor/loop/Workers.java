package org.keelson.supervisor.loop;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.keelson.linux.survival.Survival;

/**
 * Threads for what may block. Tasks with the same key run in order, one at a time; others side by side, a few at once. A thread lives
 * only while there is work, so an idle PID 1 has one thread. All methods belong to the loop thread; results come back to it.
 */
public final class Workers {
    private static final int THREADS = 6;
    private static final int QUEUE = 4096;
    private static final long STACK_BYTES = 256 * 1024;

    /** The result of a task, or what it threw. */
    public sealed interface Outcome<T> {
        /** It returned this. */
        record Done<T>(T value) implements Outcome<T> {}

        /** It threw this. */
        record Failed<T>(Exception reason) implements Outcome<T> {}
    }

    private record Task(String key, Runnable body) {}

    private final Loop loop;
    private final Survival survival;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private final Set<String> busy = new HashSet<>();
    private int running;

    /** @param loop where results are delivered */
    public Workers(Loop loop, Survival survival) {
        this.loop = loop;
        this.survival = survival;
    }

    /**
     * Runs {@code task} on a worker and {@code then} on the loop with its outcome. An Error of the task is PID 1's own and takes the
     * resume path.
     */
    public <T> void submit(String key, Callable<T> task, Consumer<Outcome<T>> then) {
        if (waiting.size() >= QUEUE) {
            then.accept(new Outcome.Failed<>(new IllegalStateException("worker queue is full")));
            return;
        }
        waiting.add(new Task(key, () -> {
            Outcome<T> outcome = call(task);
            loop.post(() -> {
                finished(key);
                then.accept(outcome);
            });
        }));
        startWaiting();
    }

    private static <T> Outcome<T> call(Callable<T> task) {
        try {
            return new Outcome.Done<>(task.call());
        } catch (Exception e) {
            return new Outcome.Failed<>(e);
        }
    }

    private void finished(String key) {
        running--;
        busy.remove(key);
        startWaiting();
    }

    private void startWaiting() {
        for (Iterator<Task> it = waiting.iterator(); running < THREADS && it.hasNext(); ) {
            Task task = it.next();
            if (busy.add(task.key())) {
                it.remove();
                running++;
                new Thread(null, () -> guarded(task.body()), "worker", STACK_BYTES).start();
            }
        }
    }

    private void guarded(Runnable body) {
        try {
            survival.threadBegin();
            body.run();
            survival.threadEnd();
        } catch (Throwable _) {
            survival.resume(Survival.Reason.THROWABLE);
        }
    }

    /** True if nothing runs or waits. */
    public boolean idle() {
        return running == 0 && waiting.isEmpty();
    }
}
