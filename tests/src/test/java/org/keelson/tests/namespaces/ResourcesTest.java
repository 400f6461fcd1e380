package org.keelson.tests.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What run.json says of a container's resources and environment holds when its program runs. */
@Tag("namespaces")
class ResourcesTest {
    private static final String LIMITED = """
            {"resources": {"memory": {"max": "64M", "high": "32M"}, "cpu": {"weight": 200, "max": 0.5}, "pids": {"max": 40}},
             "env": {"MODE": " quiet #1 "}, "stop": {"signal": "SIGTERM"}}
            """;

    @TempDir
    private Path work;

    @BeforeEach
    void makeRevision() {
        Revision.on(work.resolve("storage"))
                .directory("limited", "root", "service", LIMITED)
                .directory("bomb", "app", "forks", "{\"resources\": {\"pids\": {\"max\": 40}}}")
                .write();
    }

    @Test
    void limitsAreInTheContainersGroupsAndVariablesArriveAsTheyAre() {
        try (Appliance appliance = Appliance.start(work, Appliance.Groups.OWN)) {
            appliance.await("limited", "STARTED");
            appliance.awaitOutput("limited", "MODE=[ quiet #1 ]\n");

            assertEquals("67108864", file(appliance, "limited", "memory.max", "memory.limit_in_bytes"));
            assertEquals("33554432", file(appliance, "limited", "memory.high", "memory.soft_limit_in_bytes"));
            assertEquals("40", file(appliance, "limited", "pids.max", "pids.max"));
            assertTrue(List.of("200", "2048").contains(file(appliance, "limited", "cpu.weight", "cpu.shares")));
            assertTrue(List.of("50000 100000", "50000").contains(file(appliance, "limited", "cpu.max", "cpu.cfs_quota_us")));
        }
    }

    @Test
    void containerThatForksAllItMayIsKilledWithAllOfIt() {
        try (Appliance appliance = Appliance.start(work, Appliance.Groups.OWN)) {
            appliance.await("bomb", "STARTED");
            appliance.awaitOutput("bomb", "no more");
            JsonObject bomb = appliance.container("bomb");

            assertTrue(Proc.descendants(appliance.outer(bomb, "pid")).size() >= 30, "it forks");
            assertTrue(Integer.parseInt(file(appliance, "bomb", "pids.current", "pids.current")) <= 40, "but not more than it may");

            appliance.signal("TERM");
            assertEquals(0, appliance.exitCode());
            appliance.assertNothingLeft();
        }
    }

    /** What a file of a container's groups says, by its name in cgroup2 or in v1. */
    private static String file(Appliance appliance, String container, String unified, String legacy) {
        List<Path> groups = appliance.groupsOf(container).stream().filter(group -> group.endsWith(container)).toList();
        for (String name : List.of(unified, legacy)) {
            Optional<Path> found = groups.stream().map(group -> group.resolve(name)).filter(Files::exists).findFirst();
            if (found.isPresent()) {
                return Proc.text(found.get()).orElseThrow().trim();
            }
        }
        throw new AssertionError("no " + unified + " in " + groups);
    }
}
