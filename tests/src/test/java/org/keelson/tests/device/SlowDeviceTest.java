package org.keelson.tests.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keelson.tests.vm.Device;

/** Scenario {@code slow}. */
@Tag("vm-amd64")
@Order(5)
class SlowDeviceTest {
    private static final int REQUESTS = 2_000;
    private static final long MICROS = 50_000;
    private static final int BYTES_PER_SECOND = 2048;

    @Test
    void neitherASlowDiskNorAStuckConsoleDelaysAnAnswer() throws Exception {
        try (Device device = new Device("steady", "initramfs")) {
            device.bootToGoals("");
            device.vm().qmp("""
                    {"execute": "block_set_io_throttle", "arguments": {"device": "storage", "bps": 0, "bps_rd": 0, "bps_wr": %d, \
                    "iops": 0, "iops_rd": 0, "iops_wr": 0}}""".formatted(BYTES_PER_SECOND));
            device.vm().stopReadingConsole();
            // A terminal that is full takes no byte: the writer waits in its second megabyte, if it gets there.
            String stuck = device.run("""
                    (head -c 1000000 /dev/zero | tr '\\0' x >/host-dev/console; echo done >/tmp/console) >/dev/null 2>&1 &
                    (head -c 100000 /dev/zero >/host-storage/slow; sync; echo done >/tmp/disk) >/dev/null 2>&1 &
                    sleep 5; cat /tmp/console /tmp/disk 2>/dev/null; echo""");
            assertEquals("", stuck, "what was to be stuck is done");

            String answer = device.run("probe latency $KEELSON_SOCKET /containers " + REQUESTS);
            assertEquals("", device.run("cat /tmp/console /tmp/disk 2>/dev/null; echo"), "the console or the disk came free");

            Matcher figures = Pattern.compile("count=(\\d+) refused=(\\d+) min=(\\d+) median=(\\d+) p99=(\\d+) max=(\\d+) us").matcher(answer);
            assertTrue(figures.matches(), answer);
            Figures.print("slow", new TreeMap<>(Map.of("min us", figures.group(3), "median us", figures.group(4), "p99 us", figures.group(5),
                    "max us", figures.group(6))));
            assertEquals("2000 0", figures.group(1) + " " + figures.group(2));
            assertTrue(Long.parseLong(figures.group(5)) < MICROS, answer);
        }
    }
}
