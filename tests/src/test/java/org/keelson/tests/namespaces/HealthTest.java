package org.keelson.tests.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Running containers that are asked whether they are well; and programs in them, as {@code keelson probe exec} starts them. */
@Tag("namespaces")
class HealthTest {
    private static final int ALARM = 128 + 14;

    @TempDir
    private static Path work;

    private static Appliance appliance;

    @BeforeAll
    static void boot() {
        Revision.on(work.resolve("storage"))
                .directory("base", "root", "service", "{\"env\": {\"MODE\": \"a b\"}}")
                .directory("web", "app", "service", """
                        {"health": {"exec": ["/bin/sh", "-c", "read -r x </written && sleep 1000 & exit 0"], "interval": 1}}""")
                .directory("sick", "app", "service", """
                        {"health": {"exec": ["/bin/sh", "-c", "echo no >&2; sleep 1000 & exit 3"], "interval": 1, "retries": 2,
                            "on_unhealthy": "report"}}""")
                .directory("closed", "app", "service", """
                        {"health": {"tcp": {"port": 9}, "interval": 1, "retries": 1, "on_unhealthy": "report"}}""")
                .write();
        appliance = Appliance.start(work, Appliance.Groups.OWN);
        appliance.awaitConsole("goals reached");
    }

    @AfterAll
    static void end() {
        appliance.close();
    }

    private static void awaitHealth(String container, String health) {
        Await.until(container + " is " + health,
                () -> Optional.of(appliance.container(container)).filter(found -> found.get("health").getAsString().equals(health)),
                () -> appliance.container(container) + "\n" + appliance.console());
    }

    /** As PID 1 starts it: in its namespaces, without its terminal. */
    private static Programs.Result probe(String container, int millis, String... program) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--target", Integer.toString(appliance.pid()), "--mount", "--net",
                "--ipc", "--uts", "--pid", "--cgroup", "setsid", "--wait", "/keelson", "probe", "exec", Integer.toString(millis), container,
                "/run/keelson/lxc", "/run/keelson/containers/" + container + "/lxc.conf", "/storage/trails/0/" + container,
                "container=pv-root"));
        command.addAll(List.of(program));
        return Programs.run(command.toArray(String[]::new));
    }

    @Test
    void answersAreShown() {
        awaitHealth("web", "healthy");
        awaitHealth("sick", "unhealthy");
        awaitHealth("closed", "unhealthy");
    }

    @Test
    void pidOneKeepsNothingOfItsQuestions() {
        awaitHealth("sick", "unhealthy");

        Await.until("no process but the launchers", () -> {
            String children = Proc.read(appliance.pid(), "task/" + appliance.pid() + "/children");
            return children.trim().split(" ").length == 4;
        });
        Await.until("no pipe but those of the containers", () -> pipes() <= 4);
        for (String name : List.of("web", "sick")) {
            int init = appliance.outer(appliance.container(name), "pid");
            Await.until("the questions' own processes are gone from " + name, () -> Proc.descendants(init).stream()
                    .noneMatch(pid -> !Proc.status(pid, "State").startsWith("Z") && Proc.read(pid, "cmdline").equals("sleep\0001000\0")
                            && !Proc.status(pid, "PPid").equals(Integer.toString(init))));
        }
    }

    /** Beyond its console, which it has more than once. */
    private static int pipes() {
        Set<String> pipes = new TreeSet<>();
        for (int number = 0; number < 1000; number++) {
            try {
                pipes.add(Files.readSymbolicLink(Path.of("/proc/" + appliance.pid() + "/fd/" + number)).toString());
            } catch (IOException _) {
                // not open, or not any more
            }
        }
        return (int) pipes.stream().filter(name -> name.startsWith("pipe:")).count() - 2;
    }

    @Test
    void programIsInTheContainerWithItsEnvironmentAndItsGroups() {
        Programs.Result result = probe("base", 10_000, "sh", "-c", "echo $container,$MODE,$PATH,$*; exit 3", "sh", "ü", "a \"b");

        assertEquals(new Programs.Result(1, "exit 3: pv-root,a b,/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin,ü a \"b"),
                result);
        String groups = probe("base", 10_000, "sh", "-c", "cat /proc/self/cgroup; exit 1").output();
        assertTrue(groups.endsWith("0::/.lxc"), groups); // a group above the container's would begin with /..
        assertFalse(groups.contains("/.."), groups);
    }

    @Test
    void howItEndedIsExact() {
        assertEquals(new Programs.Result(0, ""), probe("base", 10_000, "sh", "-c", "echo fine"));
        assertEquals(new Programs.Result(1, "exit 126"), probe("base", 10_000, "sh", "-c", "exit 126"));
        assertEquals(new Programs.Result(1, "signal 9: last words"), probe("base", 10_000, "sh", "-c", "echo last words; kill -9 $$"));
        assertEquals(new Programs.Result(1, "execute /bin/nothing: ENOENT (no such file or directory)"),
                probe("base", 10_000, "/bin/nothing"));
    }

    @Test
    void timeoutEndsEverythingThatItStarted() {
        assertEquals(ALARM, probe("base", 500, "sh", "-c", "sleep 4321 & sleep 1234").code());

        int init = appliance.outer(appliance.container("base"), "pid");
        assertEquals(List.of(), Proc.descendants(init).stream()
                .filter(pid -> Proc.read(pid, "cmdline").matches("sleep\0(4321|1234)\0")).toList());
    }

    @Test
    void launcherThatDoesNotAnswerIsNotWaitedFor() {
        int launcher = appliance.outer(appliance.container("base"), "launcher");
        Programs.signal("STOP", launcher);
        try {
            assertEquals(ALARM, probe("base", 500, "sh", "-c", "exit 0").code());
        } finally {
            Programs.signal("CONT", launcher);
        }

        assertEquals(new Programs.Result(0, ""), probe("base", 10_000, "sh", "-c", "exit 0"));
    }

    @Test
    void stopWaitsForNoAnswerAndLeavesNothingOfTheQuestion(@TempDir Path other) {
        Revision.on(other.resolve("storage"))
                .directory("base", "root", "service", """
                        {"health": {"exec": ["/bin/sh", "-c", "echo asked >/tmp/asked; sleep 1000"], "interval": 1, "timeout": 600}}""")
                .write();
        try (Appliance asking = Appliance.start(other, Appliance.Groups.OWN)) {
            Await.until("asked", () -> Files.exists(other.resolve("storage/roots/base/tmp/asked")));
            asking.await("base", "STARTED");

            asking.signal("TERM");

            assertEquals(0, asking.exitCode());
            asking.assertNothingLeft();
        }
    }

    @Test
    void containerThatDoesNotRunIsNotEntered() {
        Programs.Result result = probe("nobody", 10_000, "sh");

        assertEquals(1, result.code());
        assertTrue(result.output().startsWith("no configuration: "), result.output());
    }
}
