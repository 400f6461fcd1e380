package org.keelson.supervisor.container;

/**
 * How often a container was started.
 *
 * @param starts since the device booted
 * @param retries by recovery, since it was last started by order or ran long enough
 * @param lastStart when the latest one began, in loop milliseconds
 */
public record Attempts(int starts, int retries, long lastStart) {
    /** Never started. */
    public static final Attempts NONE = new Attempts(0, 0, 0);

    Attempts started(long now) {
        return new Attempts(starts + 1, retries, now);
    }

    Attempts retry() {
        return new Attempts(starts, retries + 1, lastStart);
    }

    Attempts forgiven() {
        return new Attempts(starts, 0, lastStart);
    }
}
