package org.keelson.supervisor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.config.json.Limits;

class CheckCommandTest {
    private static final String SPEC = "\"#spec\":\"pantavisor-service-system@1\"";
    private static final String GOOD = "{" + SPEC + ",\"web/run.json\":{\"#spec\":\"service-manifest-run@1\",\"name\":\"web\","
            + "\"type\":\"lxc\",\"config\":\"lxc.container.conf\",\"root-volume\":\"root.squashfs\"},"
            + "\"web/lxc.container.conf\":\"" + "0".repeat(64) + "\",\"web/root.squashfs\":\"" + "0".repeat(64) + "\"}";

    @TempDir
    private Path folder;

    private final CliBench bench = new CliBench();

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("state.json"), text).toString();
    }

    @Test
    void goodStateIsSummedUpInALine() throws IOException {
        String file = file(GOOD);
        bench.nanosPerLook = 8_199_999;

        assertEquals(0, bench.run("check", file));
        assertEquals(file + ": ok, 1 container, 4 groups, read in 8.1 ms\n", bench.out());
        assertEquals("", bench.err());
        assertEquals(List.of(), bench.requests);
    }

    @Test
    void warningsAreShownAndDoNotFail() throws IOException {
        String file = file(GOOD.replace("\"type\"", "\"colour\":1,\"type\""));

        assertEquals(0, bench.run("check", file));
        assertTrue(bench.out().startsWith("web/run.json:$.colour: "), bench.out());
        assertTrue(bench.out().endsWith(file + ": ok, 1 container, 4 groups, 1 warning, read in 0.0 ms\n"), bench.out());
    }

    @Test
    void everyProblemIsALineAndTheyAreCounted() throws IOException {
        String file = file(GOOD.replace("\"lxc\"", "\"docker\"").replace("\"root.squashfs\"}", "\"gone.squashfs\"}"));

        assertEquals(1, bench.run("check", file));
        List<String> lines = bench.out().lines().toList();
        assertEquals(3, lines.size(), bench.out());
        assertTrue(lines.get(0).startsWith("web/run.json:$.type: "), bench.out());
        assertTrue(lines.get(1).startsWith("web/run.json:$.root-volume: "), bench.out());
        assertEquals(file + ": 2 problems", lines.get(2));
    }

    @Test
    void minusIsStandardInput() {
        bench.input = "{}";

        assertEquals(1, bench.run("check", "-"));
        assertEquals("$['#spec']: missing, expected pantavisor-service-system@1\n-: 1 problem\n", bench.out());
    }

    @Test
    void jsonIsForPrograms() {
        bench.input = GOOD.replace("\"type\"", "\"colour\":1,\"type\"");
        bench.nanosPerLook = 12_300_000;

        assertEquals(0, bench.run("check", "--json", "-"));
        assertTrue(bench.out().startsWith("{\"containers\":1,\"millis\":12.3,\"ok\":true,\"problems\":[],\"warnings\":"
                + "[{\"message\":\""), bench.out());
        assertTrue(bench.out().endsWith("\"path\":\"web/run.json:$.colour\"}]}\n"), bench.out());
    }

    @Test
    void jsonOfARefusedStateHasItsProblems() {
        bench.input = "[";

        assertEquals(1, bench.run("check", "--json", "-"));
        assertTrue(bench.out().startsWith("{\"containers\":0,\"millis\":0.0,\"ok\":false,\"problems\":[{\"message\":\""), bench.out());
    }

    @Test
    void stateCannotForgeALineOfTheReport() {
        bench.input = "{" + SPEC + ",\"\\u001b[2J\\nok/run.json\":{}}";

        assertEquals(1, bench.run("check", "-"));
        assertTrue(bench.out().indexOf('\u001b') < 0, bench.out());
        assertTrue(bench.out().lines().noneMatch(line -> line.startsWith("ok")), bench.out());
    }

    @Test
    void stateThatIsTooLargeIsNotReadToItsEnd() {
        bench.input = " ".repeat(Limits.STATE.maxBytes() + 100);

        assertEquals(1, bench.run("check", "-"));
        assertEquals("$: found 1048577 bytes, expected at most 1048576\n-: 1 problem\n", bench.out());
    }

    @Test
    void fileThatCannotBeReadIsNoVerdict() {
        assertEquals(1, bench.run("check", folder.resolve("none.json").toString()));
        assertEquals(1, bench.run("check", folder.toString()));
        assertEquals(1, bench.run("check", "a\0b"));

        assertEquals("", bench.out());
        List<String> lines = bench.err().lines().toList();
        assertEquals("keelson: " + folder + "/none.json: file is missing", lines.get(0));
        assertTrue(lines.get(1).startsWith("keelson: " + folder + ": cannot be read: "), bench.err());
        assertTrue(lines.get(2).startsWith("keelson: a?b: cannot be read: "), bench.err());
    }
}
