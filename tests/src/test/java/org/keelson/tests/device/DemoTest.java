package org.keelson.tests.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keelson.tests.vm.Guest;

/** The demo is what a newcomer sees first. It judges itself. */
@Tag("vm-amd64")
@Tag("vm-aarch64")
@Order(0)
class DemoTest {
    @Test
    void demoReachesItsGoalsAndIsShutDownCleanly() throws Exception {
        Guest guest = Guest.ofThisRun();
        Process demo = new ProcessBuilder(Guest.tool("demo").toString(), "--once", "--arch", guest.arch(), "--keelson", guest.executable().toString())
                .redirectErrorStream(true).start();

        String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, demo.waitFor(), output);
        printPhases(guest);
    }

    private static void printPhases(Guest guest) throws IOException {
        Map<String, String> table = new TreeMap<>();
        Path console = Guest.root().resolve(".build").resolve(guest.arch()).resolve("demo/console.log");
        Pattern phase = Pattern.compile("(boot|shutdown): phase done, name=([a-z-]+), number=(\\d+)/\\d+, ms=([0-9.]+)");
        for (String line : Files.readString(console, StandardCharsets.ISO_8859_1).split("\r?\n")) {
            Matcher found = phase.matcher(line);
            if (found.find()) {
                table.put("%s %s %s ms".formatted(found.group(1), found.group(3), found.group(2)), found.group(4));
            }
            if (line.contains("boot: timeline")) {
                table.put("timeline", line.substring(line.indexOf("timeline,") + "timeline, ".length()));
            }
        }
        Figures.print("demo", table);
    }
}
