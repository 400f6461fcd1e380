package org.keelson.supervisor.device.sim;

import java.util.Optional;

/** Runs of many seeds. */
public final class Simulations {
    private static final int LINES = Integer.getInteger("keelson.story", 60);

    private final Coverage coverage = new Coverage();
    private long runs;
    private long steps;
    private long losses;

    /** Runs one seed; throws an error that names it and tells the end of its story. */
    void run(long seed) {
        Simulation simulation = new Simulation(seed, new Story(Story.NOTHING));
        try {
            simulation.run();
        } catch (Rule.Violation | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e + "\n" + story(seed), e);
        }
        coverage.add(simulation.coverage());
        runs++;
        steps += simulation.steps();
        losses += simulation.losses();
    }

    private static String story(long seed) {
        Story story = new Story(LINES);
        try {
            new Simulation(seed, story).run();
        } catch (Rule.Violation | RuntimeException _) {
            // known already
        }
        return story.toString();
    }

    /** The first seed of so many that a rule is broken with, and how; empty if all of them pass. */
    public static Optional<String> firstViolation(long firstSeed, int count) {
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            try {
                new Simulation(seed, new Story(Story.NOTHING)).run();
            } catch (Rule.Violation | RuntimeException e) {
                String text = String.valueOf(e.getMessage());
                return Optional.of("seed " + seed + ": " + text.lines().findFirst().orElse(""));
            }
        }
        return Optional.empty();
    }

    void add(Simulations other) {
        coverage.add(other.coverage);
        runs += other.runs;
        steps += other.steps;
        losses += other.losses;
    }

    Coverage coverage() {
        return coverage;
    }

    long runs() {
        return runs;
    }

    long steps() {
        return steps;
    }

    long losses() {
        return losses;
    }
}
