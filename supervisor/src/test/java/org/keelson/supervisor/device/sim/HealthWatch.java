package org.keelson.supervisor.device.sim;

import java.util.Optional;
import org.keelson.config.state.Health;
import org.keelson.supervisor.container.Vitals;

/** Counts one container's answers about its health, and says when it is unhealthy. Times in milliseconds. */
final class HealthWatch {
    private static final long PATIENCE = 5_000;

    private final String name;
    private final Health health;
    private long since;
    private long nextQuestion;
    private long answerUntil = -1;
    private int badInARow;
    private boolean everWell;

    HealthWatch(String name, Health health) {
        this.name = name;
        this.health = health;
    }

    /** Its program runs from now on. */
    void began(long now) {
        since = now;
        nextQuestion = now + health.interval().toMillis();
        answerUntil = -1;
        badInARow = 0;
        everWell = false;
    }

    /** Those that ask now were lost. */
    void forgotten() {
        if (answerUntil >= 0) {
            nextQuestion = answerUntil;
            answerUntil = -1;
        }
    }

    void asked(long now) {
        Rule.HEALTH.check(answerUntil < 0, name, "is asked anew before it has answered");
        Rule.HEALTH.check(now >= nextQuestion, name, "is asked too early");
        answerUntil = now + health.timeout().toMillis() + PATIENCE;
    }

    void answered(Optional<String> failure, long now) {
        if (answerUntil < 0) {
            return; // too late: it was taken for none
        }
        answerUntil = -1;
        nextQuestion = now + health.interval().toMillis();
        if (failure.isEmpty()) {
            badInARow = 0;
            everWell = true;
        } else if (everWell || now >= since + health.startPeriod().toMillis()) {
            badInARow++;
        }
    }

    void timePassed(long now) {
        if (answerUntil >= 0 && now >= answerUntil) {
            answered(Optional.of("no answer"), now);
        }
    }

    /** Whether it has said that it is well, and not the contrary since. */
    boolean well() {
        return everWell && !unhealthy();
    }

    boolean unhealthy() {
        return badInARow >= health.retries();
    }

    /** Whether it has to be stopped now. */
    boolean mustStop() {
        return unhealthy() && health.onUnhealthy() != Health.OnUnhealthy.REPORT;
    }

    void check(Vitals vitals, long now) {
        Vitals.Verdict expected = unhealthy() ? Vitals.Verdict.UNHEALTHY : everWell ? Vitals.Verdict.HEALTHY : Vitals.Verdict.STARTING;
        Rule.HEALTH.check(vitals.verdict() == expected, () -> name + " is " + expected + ", found " + vitals);
        Rule.HEALTH.check(vitals.probing() == answerUntil >= 0, () -> name + " is asked until " + answerUntil + ", found " + vitals);
        Rule.DEADLINES.check(answerUntil < 0 ? vitals.due() == nextQuestion : vitals.due() == answerUntil,
                () -> name + " is asked at " + nextQuestion + " or answers until " + answerUntil + ", found " + vitals + " at " + now);
    }
}
