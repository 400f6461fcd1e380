package org.keelson.tests.namespaces;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process brings about: asks again until it is so, or a deadline has passed. */
final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    private Await() {}

    /** Returns when the condition holds. */
    static void until(String what, BooleanSupplier condition) {
        until(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty(), () -> "");
    }

    /** Returns the answer once there is one. {@code details} tells more when there is none in time. */
    static <T> T until(String what, Supplier<Optional<T>> question, Supplier<String> details) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        Optional<T> answer = question.get();
        while (answer.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + DEADLINE.toSeconds() + " s: " + what + "\n" + details.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = question.get();
        }
        return answer.get();
    }
}
