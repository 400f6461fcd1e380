package org.keelson.tests.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revision of three containers that runs, seen from outside: nothing here changes it. */
@Tag("namespaces")
class RunningTest {
    /** Five faults that end in a resume, SIGTRAP; two that cannot be blocked; two that belong to glibc. */
    private static final Set<Integer> NOT_BLOCKED = Set.of(4, 5, 6, 7, 8, 11, 9, 19, 32, 33);

    @TempDir
    private static Path work;

    private static Appliance appliance;
    private static final Set<String> MASKS = new TreeSet<>();

    @BeforeAll
    static void boot() {
        Revision.on(work.resolve("storage"))
                .directory("base", "root", "service")
                .image("web", "app", "service")
                .directory("job", "app", "fails")
                .write();
        appliance = Appliance.start(work, Appliance.Groups.OWN);
        Await.until("goals are reached", () -> {
            MASKS.addAll(Proc.blockedSignals(appliance.pid())); // workers come and go meanwhile
            return appliance.console().contains("goals reached, containers=3");
        });
        appliance.await("job", "STOPPED");
    }

    @AfterAll
    static void end() {
        appliance.close();
    }

    @Test
    void containersAreShownAsPantavisorShowsThem() {
        String containers = appliance.get("/containers");

        assertEquals("[{\"name\":\"base\",\"group\":\"root\",\"status\":\"STARTED\",\"status_goal\":\"STARTED\","
                + "\"restart_policy\":\"system\",\"roles\":[]},"
                + "{\"name\":\"web\",\"group\":\"app\",\"status\":\"STARTED\",\"status_goal\":\"STARTED\","
                + "\"restart_policy\":\"container\",\"roles\":[],\"user_stopped\":\"false\"},"
                + "{\"name\":\"job\",\"group\":\"app\",\"status\":\"STOPPED\",\"status_goal\":\"STARTED\","
                + "\"restart_policy\":\"container\",\"roles\":[],\"user_stopped\":\"false\"}]", containers);
    }

    @Test
    void psPrintsTheContainersAsATable() {
        Programs.Result ps = appliance.command("ps");

        assertEquals(0, ps.code(), ps.output());
        List<List<String>> rows = ps.output().lines().map(line -> List.of(line.trim().split("  +"))).toList();
        List<String> headings = List.of("NAME", "GROUP", "STATUS", "GOAL", "POLICY", "PID", "UPTIME", "RESTARTS", "HEALTH", "EXIT");
        assertEquals(headings, rows.getFirst());
        String pid = appliance.container("web").get("pid").getAsString();
        String uptime = rows.get(2).get(6);
        assertTrue(uptime.matches("[0-9]+s"), uptime);
        assertEquals(List.of("web", "app", "STARTED", "STARTED", "container", pid, uptime, "0", "-", "-"), rows.get(2));
        assertEquals(List.of("job", "app", "STOPPED", "STARTED", "container", "-", "-", "0", "-", "exit 5"), rows.get(3));
        assertEquals(4, rows.size());
    }

    @Test
    void exitStatusIsThatOfTheContainersInit() {
        assertEquals("exit 5", appliance.container("job").get("exit").getAsString());
        assertEquals("about to fail\n", appliance.output("job"));
    }

    @Test
    void initIsToldItsGroup() {
        appliance.awaitOutput("web", "container=pv-app\n");
        appliance.awaitOutput("base", "container=pv-root\n");

        assertEquals("container=pv-app", environment("web", "container"));
        assertEquals("container=pv-root", environment("base", "container"));
    }

    private static String environment(String container, String variable) {
        int init = appliance.outer(appliance.container(container), "pid");
        for (String entry : Proc.read(init, "environ").split("\0")) {
            if (entry.startsWith(variable + "=")) {
                return entry;
            }
        }
        return "";
    }

    @Test
    void whatAContainerWritesGoesToItsOverlay() {
        appliance.awaitOutput("web", "container=pv-app\nwritten\n");

        assertTrue(Files.exists(appliance.inside("volumes/web/upper/files/written")));
    }

    @Test
    void containersAreInTheirOwnGroupOfEveryHierarchy() {
        JsonObject web = appliance.container("web");

        assertEquals(belowPidOne("/lxc/web"), cgroups(appliance.outer(web, "pid")));
        assertEquals(belowPidOne("/lxc/web.monitor"), cgroups(appliance.outer(web, "launcher")));
    }

    private static List<String> belowPidOne(String group) {
        return cgroups(appliance.pid()).stream().map(path -> path + group).toList();
    }

    private static List<String> cgroups(int pid) {
        return Proc.read(pid, "cgroup").lines().toList();
    }

    @Test
    void containersHaveOnlyTheirOwnRoot() {
        int init = appliance.outer(appliance.container("base"), "pid");

        List<String> mounts = Proc.read(init, "mountinfo").lines().map(line -> line.split(" ")[4]).toList();

        assertEquals("/", mounts.getFirst());
        assertEquals(1, mounts.stream().filter(mount -> mount.equals("/")).count(), mounts.toString());
        assertTrue(mounts.stream().noneMatch(mount -> mount.startsWith("/storage") || mount.startsWith("/volumes")), mounts.toString());
    }

    @Test
    void initHasNoDescriptorsButTheStandardOnes() {
        int init = appliance.outer(appliance.container("base"), "pid");
        Set<String> names = new TreeSet<>(List.of(Path.of("/proc/" + init + "/fd").toFile().list()));
        names.remove("10"); // the script that busybox runs

        assertEquals(Set.of("0", "1", "2"), names);
        assertEquals("0000000000000000", Proc.status(init, "SigBlk"));
    }

    @Test
    void pidOneHasOneThreadWhenItHasNothingToDo() {
        Await.until("one thread", () -> Proc.status(appliance.pid(), "Threads").equals("1"));
    }

    @Test
    void everyThreadBlocksAllButTheFatalSignals() {
        Await.until("one thread", () -> Proc.status(appliance.pid(), "Threads").equals("1"));
        long expected = allBut(NOT_BLOCKED);

        assertEquals(Set.of(String.format("%016x", expected)), Proc.blockedSignals(appliance.pid()));
        for (String mask : MASKS) { // glibc blocks the others too while a thread begins or ends
            assertEquals(expected, Long.parseUnsignedLong(mask, 16) & expected, mask);
        }
    }

    private static long allBut(Set<Integer> signals) {
        long mask = -1;
        for (int signal : signals) {
            mask &= ~(1L << (signal - 1));
        }
        return mask;
    }

    @Test
    void childrenOfPidOneAreTheLaunchersOnly() {
        List<Integer> launchers = new ArrayList<>();
        for (String name : List.of("base", "web")) {
            launchers.add(appliance.outer(appliance.container(name), "launcher"));
        }

        String children = Proc.read(appliance.pid(), "task/" + appliance.pid() + "/children").trim();

        assertEquals(launchers, List.of(children.split(" ")).stream().map(Integer::valueOf).toList());
        launchers.forEach(launcher -> assertEquals("1", Proc.status(launcher, "Threads")));
    }
}
