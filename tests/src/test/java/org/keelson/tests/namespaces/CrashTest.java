package org.keelson.tests.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PID 1, a launcher or a container's init dies. */
@Tag("namespaces")
class CrashTest {
    @TempDir
    private Path work;

    private Appliance appliance;

    @BeforeEach
    void boot() {
        Revision.on(work.resolve("storage"))
                .directory("base", "root", "service")
                .image("web", "app", "service")
                .directoryWithOurPids("open", "app", "sleeps")
                .write();
        appliance = Appliance.start(work, Appliance.Groups.OWN);
        List.of("base", "web", "open").forEach(name -> appliance.await(name, "STARTED"));
    }

    @AfterEach
    void end() {
        appliance.close();
    }

    @Test
    void afterACrashOfPidOneTheContainersAreTheSameProcesses() {
        List<JsonObject> before = List.of(lasting("base"), lasting("web"), lasting("open"));
        int init = appliance.outer(appliance.container("web"), "pid");

        appliance.signal("SEGV");
        appliance.awaitConsole("pid1: resumed");

        assertEquals(before, List.of(lasting("base"), lasting("web"), lasting("open")));
        assertEquals(init, appliance.outer(appliance.container("web"), "pid"));
        Programs.Result ps = appliance.command("ps");
        assertEquals(0, ps.code(), ps.output());
        assertTrue(ps.output().contains("web   app    STARTED"), ps.output());
    }

    @Test
    void afterACrashOfPidOneContainersAreWatchedAndStoppedAsBefore() {
        appliance.signal("ABRT");
        appliance.awaitConsole("pid1: resumed");

        Programs.signal("KILL", appliance.outer(appliance.container("web"), "launcher"));
        appliance.await("web", "STOPPED");
        appliance.signal("INT");

        assertEquals(3, appliance.exitCode());
        appliance.assertNothingLeft();
        assertTrue(appliance.output("base").contains("ended at "), appliance.output("base"));
    }

    @Test
    void theThirdCrashWithinAMinuteEndsPidOne() {
        for (int resumes = 1; resumes <= 2; resumes++) {
            String line = "pid1: resumed";
            int expected = resumes;
            appliance.signal("BUS");
            Await.until("resumed again", () -> appliance.console().split(line, -1).length - 1 == expected);
        }

        appliance.signal("SEGV");

        assertEquals(70, appliance.exitCode());
        Await.until("all processes have ended", () -> Proc.running(work.resolve("keelson")).isEmpty());
    }

    @Test
    void aKilledLauncherLeavesNothing() {
        JsonObject web = appliance.container("web");
        int init = appliance.outer(web, "pid");

        Programs.signal("KILL", appliance.outer(web, "launcher"));
        JsonObject after = appliance.await("web", "STOPPED");

        assertEquals("signal 9", after.get("exit").getAsString());
        Await.until("its init has ended", () -> !Proc.exists(init));
        assertEquals(List.of(), appliance.groupsOf("web"));
        assertEquals(List.of(), Proc.read(appliance.pid(), "mountinfo").lines().filter(line -> line.contains("/web")).toList());
        Await.until("its loop device is given back", () -> Leftovers.loops(work.resolve("storage/trails/0/web")).isEmpty());
        assertEquals("STARTED", appliance.container("base").get("status").getAsString());
    }

    @Test
    void theSignalThatEndedAnInitIsTold() {
        Programs.signal("KILL", appliance.outer(appliance.container("web"), "pid"));
        Programs.signal("TERM", appliance.outer(appliance.container("open"), "pid"));

        assertEquals("signal 9", appliance.await("web", "STOPPED").get("exit").getAsString());
        assertEquals("signal 15", appliance.await("open", "STOPPED").get("exit").getAsString());
    }

    /** What does not change by itself. */
    private JsonObject lasting(String name) {
        JsonObject container = appliance.container(name);
        assertTrue(container.has("uptime_ms"), container.toString());
        container.remove("uptime_ms");
        return container;
    }
}
