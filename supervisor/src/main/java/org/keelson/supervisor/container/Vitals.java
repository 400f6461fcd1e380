package org.keelson.supervisor.container;

import org.keelson.config.state.Health;

/**
 * What is known of a running container's health.
 *
 * @param verdict what the answers so far mean
 * @param failures how many of the latest answers in a row were bad
 * @param probing true while a question is unanswered
 * @param due when the next question follows, or when an answer is no more expected; in loop milliseconds
 */
public record Vitals(Verdict verdict, int failures, boolean probing, long due) {
    /** What the supervisor adds to a probe's timeout: the probe ends by itself, and this is for when it does not. */
    static final long PATIENCE_MILLIS = 5_000;

    /** What the answers mean. */
    public enum Verdict {
        /** No good answer yet. */
        STARTING,
        HEALTHY,
        UNHEALTHY;

        /** Its word in the API and in records. */
        public String word() {
            return switch (this) {
                case STARTING -> "starting";
                case HEALTHY -> "healthy";
                case UNHEALTHY -> "unhealthy";
            };
        }
    }

    /** Of a container that has just been started. */
    static Vitals begin(Health health, long now) {
        return new Vitals(Verdict.STARTING, 0, false, now + health.interval().toMillis());
    }

    Vitals asked(Health health, long now) {
        return new Vitals(verdict, failures, true, now + health.timeout().toMillis() + PATIENCE_MILLIS);
    }

    Vitals well(Health health, long now) {
        return new Vitals(Verdict.HEALTHY, 0, false, now + health.interval().toMillis());
    }

    /** A bad answer, or none. While a container starts up, bad ones do not count until its first good one. */
    Vitals failed(Health health, long since, long now) {
        boolean counts = verdict != Verdict.STARTING || now >= since + health.startPeriod().toMillis();
        int count = counts ? failures + 1 : failures;
        return new Vitals(count >= health.retries() ? Verdict.UNHEALTHY : verdict, count, false, now + health.interval().toMillis());
    }
}
