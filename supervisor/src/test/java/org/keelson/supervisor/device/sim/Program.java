package org.keelson.supervisor.device.sim;

import java.util.random.RandomGenerator;
import org.keelson.backend.ContainerExit;

/**
 * What one run of a container will be like, decided when its launcher is spawned. Times in milliseconds; -1 for never.
 *
 * @param silent its init never appears
 * @param stuck its init appears and never gets to its program
 * @param notExecuted its program cannot be executed
 * @param obedient it stops when it is asked to
 * @param kills how often it has to be killed
 * @param diesEarly when its launcher ends before the program runs
 * @param readyAfter when it says that it is ready
 * @param endsAfter when it ends by itself
 * @param rebootsAfter when it reboots itself
 * @param illAfter when it begins to say that it is not well
 * @param exit how it ends then
 */
record Program(boolean silent, boolean stuck, boolean notExecuted, boolean obedient, int kills, long diesEarly, long readyAfter,
        long endsAfter, long rebootsAfter, long illAfter, ContainerExit exit) {
    private static final int MOST_KILLS = 4;
    private static final Program GOOD = new Program(false, false, false, true, 1, -1, 0, -1, -1, -1, new ContainerExit.Exited(0));

    /** The most kills that any needs, and one more for its init that appears between two. */
    static final int MOST_ATTEMPTS = MOST_KILLS + 1;

    static Program random(RandomGenerator random, Temper temper) {
        if (temper.calm()) {
            return GOOD;
        }
        return new Program(temper.fails(), temper.fails(), temper.fails(), !temper.fails(),
                temper.fails() ? 1 + random.nextInt(MOST_KILLS) : 1,
                temper.fails() ? temper.delay() : -1,
                random.nextInt(4) == 0 ? -1 : temper.delay(),
                temper.fails() || random.nextInt(6) == 0 ? temper.span() : -1,
                temper.fails() ? temper.span() : -1,
                temper.fails() ? random.nextBoolean() ? 0 : temper.span() : -1,
                exit(random));
    }

    private static ContainerExit exit(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0, 1 -> new ContainerExit.Exited(0);
            case 2 -> new ContainerExit.Exited(1 + random.nextInt(255));
            default -> new ContainerExit.Killed(1 + random.nextInt(64), random.nextBoolean());
        };
    }
}
