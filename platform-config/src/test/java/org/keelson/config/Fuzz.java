package org.keelson.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.keelson.config.json.Shown;

/**
 * Holds a property against many seeds, the same ones in every build.
 *
 * <p>What fails names its seed; {@code mvn … -Dkeelson.fuzz.seed=<seed>} begins with it, {@code -Dkeelson.fuzz.factor=<n>} looks n times
 * as long.
 */
public final class Fuzz {
    private static final long SEED = Long.getLong("keelson.fuzz.seed", 1);
    private static final int FACTOR = Integer.getInteger("keelson.fuzz.factor", 1);
    /** Far more than any message needs, and nothing that floods a log. */
    private static final int LONGEST_LINE = 700;

    /** Something that holds for anything that can be made of random numbers. */
    @FunctionalInterface
    public interface Property {
        /** Throws if it does not hold. */
        void hold(Random random) throws Exception;
    }

    private Fuzz() {}

    /** Checks a property with {@code rounds} seeds. */
    public static void check(int rounds, Property property) {
        for (long seed = SEED; seed < SEED + (long) rounds * FACTOR; seed++) {
            try {
                property.hold(new Random(seed * 0x9e3779b97f4a7c15L)); // neighbours alone would begin alike
            } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
    }

    /** Checks that problems can be shown: each has a place, and cannot forge or flood a line of a log. */
    public static void showable(List<Problem> problems) {
        for (Problem problem : problems) {
            assertFalse(problem.path().isEmpty(), () -> "no path: " + problem);
            assertFalse(problem.message().isEmpty(), () -> "no message: " + problem);
            assertTrue(Shown.printable(problem.toString()), () -> "not printable: " + problem);
            assertTrue(problem.toString().length() <= LONGEST_LINE, () -> "too long: " + problem);
        }
    }
}
