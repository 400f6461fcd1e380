package org.keelson.tests.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to end PID 1 in order stops the containers, tells whoever started it by its exit code, and leaves nothing. */
@Tag("namespaces")
class StopTest {
    private static final int REBOOT = 0;
    private static final int POWER_OFF = 3;

    @TempDir
    private Path work;

    @BeforeEach
    void makeRevision() {
        Revision.on(work.resolve("storage"))
                .directory("base", "root", "service")
                .image("disk", "platform", "service")
                .image("web", "app", "service")
                .directory("job", "app", "fails")
                .write();
    }

    @Test
    void terminateMeansReboot() {
        assertEquals(REBOOT, exitCodeAfter(appliance -> appliance.signal("TERM")));
    }

    @Test
    void interruptMeansPowerOff() {
        assertEquals(POWER_OFF, exitCodeAfter(appliance -> appliance.signal("INT")));
    }

    @Test
    void powerFailureMeansPowerOff() {
        assertEquals(POWER_OFF, exitCodeAfter(appliance -> appliance.signal("PWR")));
    }

    @Test
    void commandsAreObeyed() {
        assertEquals(REBOOT, exitCodeAfter(appliance -> assertEquals(new Programs.Result(0, ""), appliance.command("reboot"))));
        assertEquals(POWER_OFF, exitCodeAfter(appliance -> assertEquals(new Programs.Result(0, ""), appliance.command("poweroff"))));
    }

    @Test
    void groupsAreStoppedInReverseOrder() {
        exitCodeAfter(appliance -> appliance.signal("TERM"));

        assertTrue(uptime("web", "ended") <= uptime("disk", "told"), "app before platform");
        assertTrue(uptime("disk", "ended") <= uptime("base", "told"), "platform before root");
    }

    @Test
    void anEndBeforeEverythingHasStartedIsInOrderToo() {
        try (Appliance appliance = Appliance.start(work, Appliance.Groups.OWN)) {
            appliance.signal("TERM");

            assertEquals(REBOOT, appliance.exitCode());
            appliance.assertNothingLeft();
        }
    }

    private int exitCodeAfter(Consumer<Appliance> order) {
        try (Appliance appliance = Appliance.start(work, Appliance.Groups.OWN)) {
            for (String name : List.of("base", "disk", "web")) {
                appliance.await(name, "STARTED");
                appliance.awaitOutput(name, "written");
            }
            order.accept(appliance);
            int code = appliance.exitCode();
            appliance.assertNothingLeft();
            return code;
        }
    }

    /** When a container wrote this word, in seconds since this machine was started. */
    private double uptime(String container, String word) {
        String output = Proc.text(work.resolve("storage/logs/0").resolve(container).resolve("lxc/console.log")).orElseThrow();
        String line = output.lines()
                .filter(each -> each.startsWith(word + " at "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(output));
        return Double.parseDouble(line.substring((word + " at ").length()));
    }
}
