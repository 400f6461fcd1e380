package org.keelson.tests.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keelson.tests.vm.Device;
import org.keelson.tests.vm.OrdinaryDevice;
import org.keelson.tests.vm.Vm;

/** Scenario {@code persistence}: last of those that share a device, since it switches it off. */
@Tag("vm-amd64")
@Order(4)
@ExtendWith(OrdinaryDevice.class)
class PersistenceTest {
    @Test
    @Order(1)
    void firstBootStartsToCount(Device device) throws IOException {
        assertEquals(Map.of("begin", "yes", "overlay", "1", "boot", "1", "revision", "1", "finished", "yes"), device.checks("store"));
    }

    @Test
    @Order(2)
    void rebootLeavesACleanJournal(Device device) throws Exception {
        device.vm().hands().send("keelson reboot");

        device.vm().console().await("shutdown: finished, clean=true, action=reboot", Vm.PATIENCE);
        device.vm().awaitEnd(Vm.PATIENCE);
        assertFalse(output("dumpe2fs", "-h", device.disk().toString()).contains("needs_recovery"));
        assertClean(device);
    }

    @Test
    @Order(3)
    void permanentAndRevisionStorageOutliveAReboot(Device device) throws IOException {
        device.bootToGoals(OrdinaryDevice.WORDS);
        device.vm().hands().await("[ $(grep -c finished /host-storage/logs/0/store/lxc/console.log) = 2 ]", Vm.PATIENCE);

        assertEquals(Map.of("begin", "yes", "overlay", "2", "boot", "1", "revision", "2", "finished", "yes"), device.checks("store"));
    }

    @Test
    @Order(4)
    void deviceBootsAfterAPowerCutInTheMiddleOfWriting(Device device) throws IOException {
        device.run("""
                mkdir -p /host-storage/written
                (i=0; while :; do i=$((i + 1)); head -c 10000 /dev/urandom >/host-storage/written/$((i % 50)); sync; done) >/dev/null 2>&1 &
                sleep 2
                ls /host-storage/written""");
        device.vm().cutPower();

        device.bootToGoals(OrdinaryDevice.WORDS);
        device.vm().hands().await("[ $(grep -c finished /host-storage/logs/0/store/lxc/console.log) = 3 ]", Vm.PATIENCE);

        Map<String, String> checks = device.checks("store");
        assertEquals("3 1 3", checks.get("overlay") + " " + checks.get("boot") + " " + checks.get("revision"));
    }

    @Test
    @Order(5)
    void poweroffAfterThatLeavesACleanJournal(Device device) throws Exception {
        device.vm().hands().send("keelson poweroff");

        device.vm().console().await("shutdown: finished, clean=true, action=poweroff", Vm.PATIENCE);
        device.vm().awaitEnd(Vm.PATIENCE);
        assertClean(device);
    }

    private static void assertClean(Device device) throws Exception {
        assertFalse(output("dumpe2fs", "-h", device.disk().toString()).contains("needs_recovery"));
        output("e2fsck", "-fn", device.disk().toString());
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }
}
