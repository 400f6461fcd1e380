package org.keelson.supervisor.device.sim;

import java.util.random.RandomGenerator;

/** How bad the world is in one run: how often things fail, how long they take, how often PID 1 is lost and users give orders. */
final class Temper {
    private static final int[] FAILURES_PER_THOUSAND = {0, 20, 100, 400};
    private static final int[] CRASH_ODDS = {0, 0, 0, 60, 8};
    private static final long[] BETWEEN_ORDERS_MILLIS = {600_000, 60_000, 8_000, 700};

    private final RandomGenerator random;
    private final int failures;
    private final int crashOdds;
    private final long betweenOrders;
    private final boolean hasty;
    private boolean calm;

    Temper(RandomGenerator random) {
        this.random = random;
        this.failures = FAILURES_PER_THOUSAND[random.nextInt(FAILURES_PER_THOUSAND.length)];
        this.crashOdds = CRASH_ODDS[random.nextInt(CRASH_ODDS.length)];
        this.betweenOrders = BETWEEN_ORDERS_MILLIS[random.nextInt(BETWEEN_ORDERS_MILLIS.length)];
        this.hasty = random.nextInt(3) == 0;
    }

    /** From now on nothing fails, and nobody does anything. */
    void calmDown() {
        calm = true;
    }

    boolean calm() {
        return calm;
    }

    /** Whether this one fails. */
    boolean fails() {
        return !calm && random.nextInt(1000) < failures;
    }

    /** Whether something happens that does so once in {@code odds}, in the worst of worlds and the best alike. */
    boolean seldom(int odds) {
        return !calm && random.nextInt(odds) == 0;
    }

    /** Whether PID 1 is lost between two effects. */
    boolean crashes() {
        return crashOdds > 0 && !calm && random.nextInt(crashOdds) == 0;
    }

    boolean everCrashes() {
        return crashOdds > 0;
    }

    /** How long something takes, in milliseconds: mostly little, at most {@link #LONGEST}. */
    long delay() {
        if (hasty || calm) {
            return random.nextInt(4);
        }
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1, 2, 3 -> random.nextInt(50);
            case 4, 5 -> random.nextInt(1_000);
            case 6 -> random.nextInt(5_000);
            default -> random.nextInt((int) LONGEST);
        };
    }

    /** The longest delay, in milliseconds. */
    static final long LONGEST = 20_000;

    /** How much later than asked for a timer fires, in milliseconds. */
    long lateness() {
        return seldom(4) ? delay() / 10 : 0;
    }

    /** How long until the next order, connection or stray event of a user. */
    long untilNextOrder() {
        return random.nextLong(betweenOrders) + 1;
    }

    /** How long a program does something before the next thing happens to it. */
    long span() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1_000);
            case 1 -> random.nextInt(10_000);
            case 2 -> random.nextInt(120_000);
            default -> random.nextInt(1_200_000);
        };
    }
}
