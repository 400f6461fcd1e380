package org.keelson.tests.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An appliance that is started over and over again, as a wrapper of an appengine does after each reboot. */
@Tag("namespaces")
class RestartTest {
    private static final int TIMES = 30;

    @TempDir
    private Path work;

    @Test
    void thirtyRestartsLeakNothing() {
        Revision.on(work.resolve("storage")).directory("base", "root", "service").image("web", "app", "service").write();
        String loops = Programs.check("losetup", "--list", "--noheadings", "--output", "NAME,BACK-FILE");

        for (int i = 0; i < TIMES; i++) {
            try (Appliance appliance = Appliance.start(work, Appliance.Groups.OWN)) {
                List.of("base", "web").forEach(name -> appliance.await(name, "STARTED"));
                appliance.signal("TERM");
                assertEquals(0, appliance.exitCode());
                appliance.assertNothingLeft();
            }
        }

        assertEquals(loops, Programs.check("losetup", "--list", "--noheadings", "--output", "NAME,BACK-FILE"));
    }
}
