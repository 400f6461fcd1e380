package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Named steps, and when they were done. */
class PhaseTest {
    private final List<String> happened = new ArrayList<>();

    private Phase phase(String name) {
        return new Phase(name, () -> happened.add(name));
    }

    @Test
    void stepsRunInOrderEachWithALine() throws Exception {
        LogLines.take();

        Phase.runAll("boot", List.of(phase("one"), phase("two")));

        assertEquals(List.of("one", "two"), happened);
        List<String> lines = LogLines.take();
        assertEquals(2, lines.size());
        assertTrue(lines.get(1).startsWith("INFO  boot: phase done, name=two, number=2/2, ms="), lines::toString);
    }

    @Test
    void stepThatFailsEndsThem() {
        Phase bad = new Phase("bad", () -> {
            throw new IOException("no device");
        });

        assertThrows(IOException.class, () -> Phase.runAll("boot", List.of(phase("one"), bad, phase("three"))));

        assertEquals(List.of("one"), happened);
    }

    @Test
    void timelineSaysWhatEachPartTook() {
        Timeline moved = new Timeline(Map.of(Timeline.STARTED, "1902"), 2_512);
        moved.mark("early", 2_520);
        moved.mark("containers", 3_000);

        assertEquals("init=1902ms, own-root=+610ms, early=+8ms, containers=+480ms", moved.toString());
        assertEquals("init=700ms", new Timeline(Map.of(), 700).toString());
    }
}
