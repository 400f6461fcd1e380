package org.keelson.tests.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.keelson.tests.vm.Device;
import org.keelson.tests.vm.Vm;

/** Scenario {@code supervision}. */
@Tag("vm-amd64")
@Tag("vm-aarch64")
@Order(5)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SupervisionTest {
    private Device device;

    @BeforeAll
    void makeDevice() throws Exception {
        device = new Device("supervision", "initramfs");
        device.boot("");
        awaitStatus("client", "STARTED");
    }

    @AfterAll
    void end() throws IOException {
        device.close();
    }

    private void awaitStatus(String container, String status) throws IOException {
        device.vm().hands().await("keelson ps | grep -Eq '^%s +[a-z]+ +%s '".formatted(container, status), Vm.PATIENCE);
    }

    private List<JsonObject> events(String container) throws IOException {
        JsonArray array = JsonParser.parseString(device.run("keelson events %s --json".formatted(container))).getAsJsonArray();
        List<JsonObject> events = new ArrayList<>();
        for (JsonElement element : array) {
            events.add(element.getAsJsonObject());
        }
        return events;
    }

    /** How long it was in that state, each time, in milliseconds. */
    private List<Long> times(String container, String state) throws IOException {
        List<Long> times = new ArrayList<>();
        long since = -1;
        for (JsonObject event : events(container)) {
            long ago = event.get("ago_ms").getAsLong();
            if (event.get("from").getAsString().equals(event.get("to").getAsString())) {
                continue;
            }
            if (event.get("to").getAsString().equals(state)) {
                since = ago;
            } else if (event.get("from").getAsString().equals(state)) {
                times.add(since - ago);
            }
        }
        return times;
    }

    private JsonObject view(String container) throws IOException {
        return device.containers().get(container);
    }

    @Test
    @Order(1)
    void aGoalThatIsNotReachedInTimeIsReportedAndHoldsTheNextGroupOnlySoLong() throws IOException {
        device.vm().console().await("container[late]: noticed, what=goal READY not reached within 20 s", Vm.PATIENCE);

        JsonObject late = view("late");
        assertEquals("STARTED", late.get("status").getAsString());
        assertFalse(late.get("goal_reached").getAsBoolean());
        assertTrue(events("client").stream().anyMatch(event -> event.get("cause").getAsString().equals("waits for group slow")));
    }

    @Test
    @Order(2)
    void aContainerStartsWhenWhatItDependsOnIsReady() throws IOException {
        double ready = Double.parseDouble(device.checks("store").get("ready"));
        double started = Double.parseDouble(device.checks("client").get("started"));

        assertTrue(started > ready, started + " is before " + ready);
        assertTrue(events("client").stream().anyMatch(event -> event.get("cause").getAsString().equals("waits for container store")));
    }

    @Test
    @Order(3)
    void aContainerThatFailsIsTriedAgainWithGrowingDelay() throws IOException {
        device.vm().hands().await("keelson ps | grep -Eq '^flaky +app +STARTED ' && [ $(wc -l </host-storage/disks/perm/flaky/lxc-overlay/upper/attempts) = 3 ]",
                Vm.PATIENCE);

        assertEquals(3, view("flaky").get("starts").getAsInt());
        List<Long> delays = times("flaky", "recovering");
        assertEquals(2, delays.size());
        assertTrue(delays.get(0) >= 1000 && delays.get(1) >= 2000, delays.toString());
        assertTrue(delays.get(1) > delays.get(0), delays.toString());
    }

    @Test
    @Order(4)
    void aContainerWithoutRetriesLeftIsLeftAndTheDeviceGoesOn() throws IOException {
        awaitStatus("hopeless", "STOPPED");

        JsonObject hopeless = view("hopeless");
        assertEquals(3, hopeless.get("starts").getAsInt());
        assertEquals("exit 4", hopeless.get("exit").getAsString());
    }

    @Test
    @Order(5)
    void aContainerThatIsNotWellIsRestarted() throws IOException {
        device.vm().hands().await("keelson ps --json | grep -q '\"name\":\"sick\"[^}]*\"health\":\"healthy\"'", Vm.PATIENCE);

        assertEquals(2, view("sick").get("starts").getAsInt());
        assertTrue(events("sick").stream().anyMatch(event -> event.get("cause").getAsString().startsWith("not well: ")));
    }

    @Test
    @Order(6)
    void aProbeSeesTheContainersOwnLoopbackAndAFailureIsOnlyReportedWhereThatIsAsked() throws IOException {
        device.vm().hands().await("keelson ps --json | grep -q '\"name\":\"served\"[^}]*\"health\":\"healthy\"'", Vm.PATIENCE);
        int pid = device.pids("pid").get("served");

        device.run("kill -USR1 " + pid);

        device.vm().hands().await("keelson ps --json | grep -q '\"name\":\"served\"[^}]*\"health\":\"unhealthy\"'", Vm.PATIENCE);
        assertEquals(pid, device.pids("pid").get("served"));
    }

    @Test
    @Order(7)
    void aConnectionStartsAContainerAndItsEndLetsTheNextOneStartItAgain() throws IOException {
        JsonObject before = view("socket");
        assertEquals(0, before.get("starts").getAsInt());
        assertTrue(before.get("goal_reached").getAsBoolean());

        String first = device.run("nc 127.0.0.1 7001 </dev/null");
        awaitStatus("socket", "INSTALLED");
        String second = device.run("nc 127.0.0.1 7002 </dev/null");
        awaitStatus("socket", "INSTALLED");

        assertTrue(first.startsWith("socket=3 ") && first.endsWith(" fds=2 names=first:second"), first);
        assertTrue(second.startsWith("socket=4 "), second);
        String[] words = first.split(" ");
        assertEquals(words[1].substring("pid=".length()), words[2].substring("mine=".length()));
        assertEquals(2, view("socket").get("starts").getAsInt());
    }

    @Test
    @Order(8)
    void oneProgramRunsUnderAnInitThatHandsOnTheSignal() throws IOException {
        Map<String, String> checks = device.checks("solo");
        assertEquals("1", checks.get("parent"));
        assertFalse(checks.get("pid").equals("1"));
        assertEquals("good day  #1 = \"yours\"", checks.get("greeting"));

        device.run("keelson stop --wait solo");

        assertEquals("exit 7", view("solo").get("exit").getAsString());
        assertEquals("usr1", device.checks("solo").get("signal"));
        assertTrue(view("solo").get("user_stopped").getAsBoolean());
        device.run("keelson start --wait solo");
        assertEquals("STARTED", view("solo").get("status").getAsString());
    }

    @Test
    @Order(9)
    void aMemoryLimitKillsInsideTheContainerOnly() throws IOException {
        device.vm().hands().await("grep -q 'CHECK modest' /host-storage/logs/0/greedy/lxc/console.log", Vm.PATIENCE);

        Map<String, String> checks = device.checks("greedy");
        assertEquals("signal 9", checks.get("hog"));
        assertEquals("exit 0", checks.get("modest"));
        assertEquals("STARTED", view("greedy").get("status").getAsString());
        assertEquals(1, view("greedy").get("starts").getAsInt());
        assertEquals("STARTED", view("store").get("status").getAsString().replace("READY", "STARTED"));
        assertEquals("25165824 40 50000 100000 50",
                device.run("cd /host-cgroup/lxc/greedy && echo $(cat memory.max pids.max cpu.max cpu.weight)"));
    }

    @Test
    @Order(10)
    void aContainerThatDoesNotGoIsKilledAfterItsOwnGraceTime() throws IOException {
        device.run("keelson stop --wait stubborn");

        assertEquals("signal 9", view("stubborn").get("exit").getAsString());
        List<Long> stopping = times("stubborn", "stopping");
        assertTrue(stopping.getFirst() >= 2000 && stopping.getFirst() < 5000, stopping.toString());
    }

    @Test
    @Order(11)
    void aRestartByOrderGivesNewProcesses() throws IOException {
        int before = device.pids("pid").get("client");

        device.run("keelson restart --wait client");

        assertFalse(device.pids("pid").get("client").equals(before));
        assertEquals(2, view("client").get("starts").getAsInt());
        assertEquals("0", device.run("probe zombies 1"));
    }
}
