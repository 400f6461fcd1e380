package org.keelson.tests.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keelson.tests.vm.Device;
import org.keelson.tests.vm.OrdinaryDevice;
import org.keelson.tests.vm.Vm;

/** Scenario {@code isolation}. */
@Tag("vm-amd64")
@Tag("vm-aarch64")
@Order(2)
@ExtendWith(OrdinaryDevice.class)
class IsolationTest {
    private static final String LOG = "/host-storage/logs/0/%s/lxc/console.log";

    @Test
    @Order(1)
    void containerSaysAllOfItsReport(Device device) throws IOException {
        device.vm().hands().await("grep -q 'CHECK finished=yes' " + LOG.formatted("plain"), Vm.PATIENCE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "container    | container=pv-app",
        "pid          | 1",
        "descriptors  | 0,1,2",
        "SigBlk       | 0000000000000000",
        "SigIgn       | 0000000000000000",
        "Umask        | 0022",
        "oom_score_adj| 0"
    })
    void firstProgramInheritsNothingOfTheHost(String name, String expected, Device device) throws IOException {
        assertEquals(expected, device.checks("plain").get(name));
    }

    @Test
    void noMountShowsTheHost(Device device) throws IOException {
        Set<String> roots = new TreeSet<>();
        for (String line : device.log("plain")) {
            String[] fields = line.split(" ");
            if (fields[0].equals("MOUNT")) {
                List<String> after = Arrays.asList(fields).subList(Arrays.asList(fields).indexOf("-") + 1, fields.length);
                roots.add(fields[4] + " at " + fields[5] + ": " + after.get(0) + " " + after.get(1));
            }
        }

        assertTrue(roots.stream().anyMatch(root -> root.startsWith("/ at /: overlay")), roots.toString());
        assertEquals(List.of(), roots.stream().filter(IsolationTest::showsHost).toList(), roots.toString());
    }

    /** The host's root and storage are of these kinds; the one file of the host that a container gets is its own control socket. */
    private static boolean showsHost(String mount) {
        return mount.contains(": rootfs ") || mount.contains(": squashfs ") || mount.contains(": ext4 ")
                || mount.contains("/ at /: tmpfs") || mount.contains("lxc/rootfs") || mount.contains("/run/keelson");
    }

    @Test
    void takingTheRootAwayRevealsNothing(Device device) throws IOException {
        List<String> levels = device.log("plain").stream().filter(line -> line.startsWith("ESCAPE level=")).toList();
        String own = names(levels.getFirst());

        assertTrue(own.contains(" pantavisor"), levels.toString());
        assertEquals(List.of(), levels.stream().filter(line -> !names(line).equals(own) && !names(line).isBlank()).toList(),
                String.join("\n", device.log("plain").stream().filter(line -> line.startsWith("ESCAPE")).toList()));
    }

    private static String names(String line) {
        return line.substring(line.indexOf("names=") + "names=".length());
    }

    @ParameterizedTest
    @CsvSource({
        "PUT /signal, 400", "GET /containers, 403", "GET /groups, 403", "GET /v1/containers, 403",
        "GET /v1/containers/plain, 403", "PUT /containers/plain, 403", "POST /commands, 403", "GET /nothing, 403"
    })
    void containersOwnSocketRefusesAllButSignals(String request, String status, Device device) throws IOException {
        assertTrue(device.checks("plain").get(request).startsWith("HTTP/1.1 " + status), device.checks("plain").toString());
    }

    @Test
    void signalIsTakenFromAContainerWhoseGoalAsksForIt(Device device) throws IOException {
        assertEquals("HTTP/1.1 200 OK", device.checks("ready").get("POST /signal"));
        assertTrue(device.checks("plain").get("POST /signal").startsWith("HTTP/1.1 500 "), "plain's goal is STARTED");
    }

    @Test
    void argumentsArriveByteForByte(Device device) throws IOException {
        assertEquals(List.of("[one][two words][][it is \"quoted\"][it's][back\\\\slash][][end]"), device.log("argv"));
    }

    @ParameterizedTest
    @CsvSource({"exit-0,exit 0", "exit-3,exit 3", "exit-255,exit 255", "term,signal 15", "crash,signal 11", "argv,exit 0", "loud,exit 0"})
    void everyWayToEndIsTold(String container, String expected, Device device) throws IOException {
        assertEquals(expected, device.awaitExit(container, Vm.PATIENCE));
        assertEquals("STOPPED", device.containers().get(container).get("status").getAsString());
    }

    @Test
    void supervisorAndLaunchersAreTheLastThatMemoryShortageKills(Device device) throws IOException {
        assertEquals("-1000", device.run("cat /proc/1/oom_score_adj"));
        for (Map.Entry<String, Integer> launcher : device.pids("launcher").entrySet()) {
            assertEquals("-1000", device.run("cat /proc/%d/oom_score_adj".formatted(launcher.getValue())), launcher.getKey());
        }
        for (Map.Entry<String, Integer> init : device.pids("pid").entrySet()) {
            assertEquals("0", device.run("cat /proc/%d/oom_score_adj".formatted(init.getValue())), init.getKey());
        }
    }

    @Test
    void hostsSocketIsForRootOnly(Device device) throws IOException {
        assertEquals("600 0 0", device.run("stat -c '%a %u %g' $KEELSON_SOCKET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"console.log", "console.log.1"})
    void outputOfAContainerIsBounded(String file, Device device) throws IOException {
        device.awaitExit("loud", Vm.PATIENCE);

        long size = Long.parseLong(device.run("stat -c %s /host-storage/logs/0/loud/lxc/" + file));

        assertTrue(size <= OrdinaryDevice.LOG_BYTES + (64 << 10), file + ": " + size);
        assertEquals("console.log console.log.1",
                device.run("cd /host-storage/logs/0/loud/lxc && ls | grep -v lxc.log | xargs"));
    }

    @Test
    void lastLineOfALoudContainerIsKept(Device device) throws IOException {
        assertEquals("loud: the last line", device.run("tail -n 1 /host-storage/logs/0/loud/lxc/console.log"));
    }
}
