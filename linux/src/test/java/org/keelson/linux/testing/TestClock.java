package org.keelson.linux.testing;

import java.util.function.LongSupplier;

/** A monotonic clock in milliseconds that only moves when it is told to. */
public final class TestClock implements LongSupplier {
    private volatile long now = 1_000;

    @Override
    public long getAsLong() {
        return now;
    }

    /** Lets this many milliseconds pass. */
    public void advance(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("time went backwards: " + millis);
        }
        now += millis;
    }
}
