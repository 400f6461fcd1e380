package org.keelson.tests.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a cgroup namespace, PID 1 can be in another group of each hierarchy, and liblxc's groups are below those. */
@Tag("namespaces")
class HostGroupsTest {
    @TempDir
    private Path work;

    @BeforeEach
    void makeRevision() {
        Revision.on(work.resolve("storage"))
                .directory("nstest-base", "root", "service")
                .image("nstest-web", "app", "service")
                .write();
    }

    @Test
    void groupsOfStoppedContainersAreGone() {
        try (Appliance appliance = boot()) {
            int launcher = appliance.outer(appliance.container("nstest-web"), "launcher");
            Programs.signal("KILL", launcher); // it cannot clean up after itself
            appliance.await("nstest-web", "STOPPED");

            assertEquals(List.of(), appliance.groupsOf("nstest-web"));

            appliance.signal("TERM");
            assertEquals(0, appliance.exitCode());
            appliance.assertNothingLeft();
        }
    }

    @Test
    void whatAKilledPidOneLeftIsRemovedByTheNextOne() {
        try (Appliance killed = boot()) {
            killed.signal("KILL");
            assertNotEquals(0, killed.exitCode());
            assertNotEquals(List.of(), killed.groupsOf("nstest-web"));

            try (Appliance next = boot()) {
                next.signal("TERM");
                assertEquals(0, next.exitCode());
                next.assertNothingLeft();
            }
        }
    }

    private Appliance boot() {
        Appliance appliance = Appliance.start(work, Appliance.Groups.HOST);
        appliance.await("nstest-base", "STARTED");
        appliance.await("nstest-web", "STARTED");
        appliance.awaitOutput("nstest-base", "written");
        appliance.awaitOutput("nstest-web", "written");
        return appliance;
    }
}
