package org.keelson.tests.device;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.keelson.tests.vm.Device;
import org.keelson.tests.vm.Lines;
import org.keelson.tests.vm.Vm;

/** Scenario {@code resume}: the only one that runs a build with faults. */
@Tag("vm-amd64")
@Order(10)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeTest {
    private static final List<String> FAULTS =
            List.of("throw", "dereference", "abort", "exit", "stack", "java-stack", "system-exit", "heap", "worker");
    private static final int RESUMES = 100;
    private static final String RESUMED = "pid1: resumed";
    private static final List<String> STEADY = IntStream.rangeClosed(1, 5).mapToObj(number -> "steady-" + number).toList();

    /** A container's output is rotated some times meanwhile. */
    private static final int LOG_BYTES = 16 << 10;

    /** Only two files are kept: a second name for each one that was full keeps its lines. */
    private static final String KEEP_OLD_LOGS = """
            mkdir -p /host-storage/kept
            keep() {
                for log in /host-storage/logs/0/steady-*/lxc/console.log.1; do
                    container=${log%/lxc/*}
                    ln $log /host-storage/kept/${container##*/}.$(stat -c %i $log)
                done 2>/dev/null
            }
            """;

    /** Workers open and close files all the time. */
    private static final String FEWEST_DESCRIPTORS = "for i in $(seq 200); do probe fds 1; done | sort -n | head -n 1";

    private Device device;
    private Map<String, Integer> inits;
    private Map<String, Integer> launchers;
    private String descriptors;

    @BeforeAll
    void boot() throws Exception {
        device = new Device("steady", "initramfs-faults");
        device.bootToGoals("PV_LOG_MAXSIZE=" + LOG_BYTES);
        inits = device.pids("pid");
        launchers = device.pids("launcher");
        descriptors = device.run(FEWEST_DESCRIPTORS);
        device.run(KEEP_OLD_LOGS + "(while sleep 1; do keep; done) >/dev/null 2>&1 &");
    }

    @AfterAll
    void end() throws IOException {
        device.close();
    }

    private void fail(String fault, String before, String after) throws IOException {
        Lines console = device.vm().console();
        int from = console.count();
        device.run("%s probe http $KEELSON_SOCKET POST /faults/%s >/dev/null; %s".formatted(before, fault, after));
        console.await(RESUMED, from, Vm.PATIENCE);
    }

    private static String forgive() {
        return "probe http $KEELSON_SOCKET POST /faults/forgive >/dev/null;";
    }

    @Test
    @Order(1)
    void supervisorResumesFromEveryKindOfFaultAgainAndAgain() throws IOException {
        for (int i = 0; i < RESUMES; i++) {
            fail(FAULTS.get(i % FAULTS.size()), forgive(), "");
        }

        assertEquals(RESUMES, device.vm().console().containing(RESUMED).size());
    }

    @Test
    @Order(2)
    void containerThatEndsInTheMiddleOfAResumeIsNotMissed() throws IOException {
        fail("throw", forgive(), "kill -USR1 " + inits.get("leaver"));

        assertEquals("exit 7", device.awaitExit("leaver", Vm.PATIENCE));
    }

    @Test
    @Order(3)
    void nobodyWasRestarted() throws IOException {
        inits.remove("leaver");
        launchers.remove("leaver");

        assertEquals(inits, device.pids("pid"));
        assertEquals(launchers, device.pids("launcher"));
    }

    @Test
    @Order(4)
    void noDescriptorLeaked() throws IOException {
        int ofLeaver = 3; // output, shim, control

        String after = device.run(FEWEST_DESCRIPTORS);
        String open = device.run("ls -l /proc/1/fd 2>&1 || true"); // some are gone before ls comes to them

        assertEquals(Integer.parseInt(descriptors) - ofLeaver, Integer.parseInt(after), open);
    }

    @Test
    @Order(5)
    void noLineAndNoSignalWasLost() throws IOException {
        Map<String, String> table = new TreeMap<>();
        device.run(KEEP_OLD_LOGS + "keep; true");
        assertAll(STEADY.stream().map(container -> () -> assertComplete(container, log(container), table)));
        Figures.print("resume", table);
    }

    /** All that a container wrote; written at the end of a file while it is renamed, a line may be parted. */
    private List<String> log(String container) throws IOException {
        String old = device.run("ls -tr /host-storage/kept/%s.* | wc -l".formatted(container));
        assertTrue(Integer.parseInt(old) > 0, container + " was never rotated");
        return device.run("cat $(ls -tr /host-storage/kept/%s.*) /host-storage/logs/0/%1$s/lxc/console.log".formatted(container)).lines().toList();
    }

    private static void assertComplete(String container, List<String> log, Map<String, String> table) {
        int next = 1;
        Matcher signals = null;
        for (String line : log) {
            Matcher found = Pattern.compile("signals ok=(\\d+) retried=(\\d+) failed=(\\d+)").matcher(line);
            if (found.matches()) {
                signals = found;
            } else {
                assertEquals("line " + next, line, container);
                next++;
            }
        }
        table.put(container + " lines", Integer.toString(next - 1));
        table.put(container + " signals", signals.group());
        assertTrue(Integer.parseInt(signals.group(1)) > RESUMES, container + ": " + signals.group());
        assertEquals("0", signals.group(3), container + ": " + signals.group());
    }

    @Test
    @Order(6)
    void thirdFailureWithinAMinuteReboots() throws Exception {
        device.run(forgive());
        fail("throw", "", "");
        fail("abort", "", "");
        device.vm().hands().send("probe http $KEELSON_SOCKET POST /faults/throw");

        device.vm().console().await("third resume within a minute", Vm.PATIENCE);
        device.vm().awaitEnd(Vm.PATIENCE);
    }
}
