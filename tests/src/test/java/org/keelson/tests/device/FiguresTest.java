package org.keelson.tests.device;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.keelson.tests.vm.Device;
import org.keelson.tests.vm.OrdinaryDevice;
import org.keelson.tests.vm.Vm;

/** Scenario {@code figures}: first of those that share a boot, since it wants a device on which nothing happened yet. */
@Tag("vm-amd64")
@Tag("vm-aarch64")
@Order(1)
@ExtendWith(OrdinaryDevice.class)
class FiguresTest {
    private static final List<String> RUNNING = List.of("hands", "plain", "careless", "store", "ready");
    private static final long PID1_RSS_KB = 12 * 1024;
    private static final long PID1_ANONYMOUS_KB = 3 * 1024;
    private static final long LAUNCHER_ANONYMOUS_KB = 700;
    private static final long EXECUTABLE_BYTES = 17 << 20;
    /** All but KILL and STOP, which cannot be blocked, glibc's own two (32, 33), and what a fault raises: ILL TRAP ABRT BUS FPE SEGV. */
    private static final String BLOCKED = "fffffffe7ffbfa07";

    @Test
    @Order(1)
    void fiveContainersRun(Device device) throws IOException {
        device.awaitExit("loud", Vm.PATIENCE);

        assertEquals(RUNNING.stream().sorted().toList(), device.pids("pid").keySet().stream().sorted().toList());
    }

    @Test
    @Order(2)
    void supervisorHasOneThreadWhenNothingHappens(Device device) throws IOException {
        device.vm().hands().await("grep -q '^Threads:[^0-9]*1$' /proc/1/status", Vm.PATIENCE);
    }

    @Test
    @Order(3)
    void supervisorDoesNotMapLiblxcAndLaunchersDo(Device device) throws IOException {
        int launcher = device.pids("launcher").get("plain");

        assertEquals("1", device.run("probe ismapped 1 liblxc; echo $?"));
        assertEquals("0", device.run("probe ismapped " + launcher + " liblxc; echo $?"));
    }

    @Test
    @Order(4)
    void everyThreadOfTheSupervisorBlocksAllSignalsButFaults(Device device) throws IOException {
        String masks = "sed -n 's/^SigBlk:[^0-9a-f]*//p' /proc/1/task/*/status 2>/dev/null | sort -u";

        // glibc blocks more for the moment in which a thread begins or ends
        device.vm().hands().await("[ \"$(%s)\" = %s ]".formatted(masks, BLOCKED), Vm.PATIENCE);
    }

    @Test
    @Order(5)
    void memoryAndSizesAreWithinTheirBounds(Device device) throws IOException {
        device.vm().hands().await("[ $(awk '/^VmRSS/ {print $2}' /proc/1/status) -le " + PID1_RSS_KB + " ]", Vm.PATIENCE); // at rest
        Map<String, String> table = new TreeMap<>();
        List<Executable> bounds = new ArrayList<>();
        measure(device, "pid1", 1, table);
        bounds.add(() -> atMost(table, "pid1 VmRSS", PID1_RSS_KB));
        bounds.add(() -> atMost(table, "pid1 RssAnon", PID1_ANONYMOUS_KB));
        for (Map.Entry<String, Integer> launcher : device.pids("launcher").entrySet()) {
            String name = "launcher " + launcher.getKey();
            measure(device, name, launcher.getValue(), table);
            bounds.add(() -> atMost(table, name + " RssAnon", LAUNCHER_ANONYMOUS_KB));
        }
        table.put("pid1 descriptors", device.run("probe fds 1"));
        table.put("system used kB", device.run("awk '/^MemTotal/ {t = $2} /^MemAvailable/ {a = $2} END {print t - a}' /proc/meminfo"));
        long size = Files.size(device.guest().executable());
        table.put("executable bytes", Long.toString(size));
        bounds.add(() -> assertTrue(size <= EXECUTABLE_BYTES, "executable: " + size));
        Figures.print("figures", table);

        assertAll(bounds);
    }

    /** {@code probe mem} gives fields ({@code VmRSS: 1 kB}) and a table by kind of mapping: resident, proportional, anonymous, dirty. */
    private static void measure(Device device, String name, int pid, Map<String, String> table) throws IOException {
        for (String line : device.run("probe mem " + pid).lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (words[0].endsWith(":")) {
                table.put(name + " " + words[0].replace(":", ""), words[1]);
            } else if (!words[0].equals("mapping") && !words[1].equals("0")) {
                table.put(name + " of " + words[0], words[1] + ", anonymous " + words[3]);
            }
        }
    }

    private static void atMost(Map<String, String> table, String name, long most) {
        assertTrue(Long.parseLong(table.get(name)) <= most, name + " is " + table.get(name) + " kB, more than " + most);
    }
}
