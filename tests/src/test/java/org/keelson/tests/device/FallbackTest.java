package org.keelson.tests.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.keelson.tests.vm.Device;
import org.keelson.tests.vm.Vm;

/** Scenario {@code fallback}: four revisions of one disk, broken one after another while the device is off. */
@Tag("vm-amd64")
@Order(6)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FallbackTest {
    private static final String WANTED = "pv_rev=3";

    private Device device;

    /** 0, 1 and 2 were committed, in that order. */
    @BeforeAll
    void makeDevice() throws Exception {
        device = new Device("fallback", "initramfs");
        for (int revision : List.of(1, 2)) {
            edit("write /dev/null /trails/%d/.pv/done".formatted(revision), "sif /trails/%d/.pv/done mtime 2025020%1$d".formatted(revision));
        }
    }

    @AfterAll
    void end() throws IOException {
        device.close();
    }

    /** debugfs changes the file system where nothing has mounted it; it exits with 0 whatever happened. */
    private void edit(String... commands) throws Exception {
        Path script = Files.createTempFile("keelson", ".debugfs");
        Files.write(script, List.of(commands));
        Process process = new ProcessBuilder("debugfs", "-w", "-f", script.toString(), device.disk().toString()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Files.delete(script);
        assertEquals(0, process.waitFor(), output);
        assertEquals("", output.replaceAll("(?m)^(debugfs|Allocated inode).*$", "").strip());
    }

    /** After a cut the journal has to be replayed before anything else may write. */
    private void repair() throws Exception {
        device.vm().cutPower();
        Process check = new ProcessBuilder("e2fsck", "-fy", device.disk().toString()).redirectErrorStream(true).start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(check.waitFor() <= 1, output);
    }

    private void assertNamed(String revision, String... texts) {
        for (String text : texts) {
            assertTrue(device.vm().console().containing("revision[" + revision + "]: ").stream().anyMatch(line -> line.contains(text)),
                    "revision %s: nothing about '%s' in %s".formatted(revision, text, device.vm().console().containing("revision[")));
        }
    }

    @Test
    @Order(1)
    void lastCommittedRevisionThatIsWholeRuns() throws Exception {
        Path garbage = Files.writeString(Files.createTempFile("keelson", ".json"), """
                {"#spec": "pantavisor-service-system@1", "hands/run.json": {"name": 7, "group": "nowhere"}, "hands/run.json": {""");
        edit("rm /trails/3/.pvr/json", "write %s /trails/3/.pvr/json".formatted(garbage),
                "rm /trails/2/hands/root.squashfs", "rm /trails/2/hands/lxc.container.conf");
        Files.delete(garbage);

        device.bootToGoals(WANTED);

        assertNamed("3", "cannot be run", "$");
        assertNamed("2", "hands/root.squashfs: object is missing", "hands/lxc.container.conf: object is missing", "problems=2");
        assertNamed("1", "loaded, containers=1");
    }

    @Test
    @Order(2)
    void factoryRunsIfNoOtherOneCan() throws Exception {
        repair();
        edit("sif /trails/1/.pvr/json mode 0000000");

        device.bootToGoals(WANTED);

        assertNamed("1", "/storage/trails/1/.pvr/json: cannot be read");
        assertNamed("0", "loaded, containers=1");
    }

    @Test
    @Order(3)
    void deviceThatCannotRunAnythingSaysSoAndReboots() throws Exception {
        device.vm().cutPower();
        edit("rm /trails/0/.pvr/json");

        assertWaits("failed-before=0, reboot-in=10s", Duration.ofSeconds(10));
        assertNamed("0", "/storage/trails/0/.pvr/json: file is missing");
    }

    @Test
    @Order(4)
    void nextTimeItWaitsTwiceAsLong() throws Exception {
        assertWaits("failed-before=1, reboot-in=20s", Duration.ofSeconds(20));
    }

    private void assertWaits(String said, Duration delay) throws Exception {
        Vm vm = device.boot(WANTED);
        vm.console().await("no revision can be run, " + said, Vm.PATIENCE);
        Instant from = Instant.now();

        vm.console().await("action=reboot", Vm.PATIENCE);

        Duration waited = Duration.between(from, Instant.now());
        assertTrue(waited.compareTo(delay.minusSeconds(2)) > 0, "waited only " + waited);
        vm.awaitEnd(Vm.PATIENCE);
    }
}
