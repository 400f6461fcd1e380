package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Thousands of devices, each from its seed: whatever happens in whatever order, groups keep their order and the machine ends. */
class SimulationTest {
    private static int run(long seed, int crashOdds) {
        Simulation simulation = new Simulation(seed, crashOdds);
        try {
            simulation.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", crash odds " + crashOdds + ": " + e.getMessage(), e);
        }
        return simulation.crashes();
    }

    @Test
    void everyDeviceEndsWhateverHappensInWhateverOrder() {
        for (long seed = 1; seed <= 5_000; seed++) {
            run(seed, 0);
        }
    }

    @Test
    void everyDeviceEndsHoweverOftenTheProgramIsLostAndResumed() {
        int crashes = 0;

        for (long seed = 1; seed <= 5_000; seed++) {
            crashes += run(seed, seed % 2 == 0 ? 5 : 50);
        }

        assertTrue(crashes > 10_000, "only " + crashes + " crashes");
    }
}
