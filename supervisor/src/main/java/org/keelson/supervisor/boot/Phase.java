package org.keelson.supervisor.boot;

import java.util.List;
import org.tinylog.Logger;

/**
 * A named step of boot or shutdown.
 *
 * @param name as the log has it
 * @param action what it does; throws if it cannot
 */
record Phase(String name, Action action) {
    /** What a step does. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** Runs steps in order, each with a line that says how long it took; the first one that throws ends it. */
    static void runAll(String what, List<Phase> phases) throws Exception {
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            long began = System.nanoTime();
            phase.action().run();
            long micros = (System.nanoTime() - began) / 1000;
            Logger.info("{}: phase done, name={}, number={}/{}, ms={}", what, phase.name(), i + 1, phases.size(), micros / 1000.0);
        }
    }
}
