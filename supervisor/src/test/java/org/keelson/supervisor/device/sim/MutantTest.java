package org.keelson.supervisor.device.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulation finds what is wrong: every {@link Mutant} of the machine breaks a rule within some thousand runs. */
class MutantTest {
    private static final int MOST_RUNS = 2_000;

    @TempDir
    private Path folder;

    @Test
    void everyMutantOfTheMachineIsCaught() throws Exception {
        List<String> survivors = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            Map<Mutant, Future<Optional<String>>> found = new LinkedHashMap<>();
            for (Mutant mutant : Mutant.all()) {
                Path own = folder.resolve("" + found.size());
                found.put(mutant, threads.submit(() -> MutantLoader.firstViolation(mutant, own, MOST_RUNS)));
            }
            for (Map.Entry<Mutant, Future<Optional<String>>> entry : found.entrySet()) {
                Optional<String> violation = entry.getValue().get();
                String name = entry.getKey().name();
                System.out.println("mutant: " + name + ": " + violation.map(MutantTest::rule).orElse("survives"));
                if (violation.isEmpty()) {
                    survivors.add(name);
                }
            }
        }

        assertEquals(List.of(), survivors, "mutants that nobody notices");
    }

    /** The seed and the rule; the rest is long. */
    private static String rule(String violation) {
        int details = violation.indexOf(" (");
        return details < 0 ? violation : violation.substring(0, details);
    }
}
