package org.keelson.tests.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keelson.tests.vm.Device;
import org.keelson.tests.vm.OrdinaryDevice;
import org.keelson.tests.vm.Vm;

/** Scenario {@code reaping}. */
@Tag("vm-amd64")
@Order(3)
@ExtendWith(OrdinaryDevice.class)
class ReapingTest {
    @Test
    @Order(1)
    void orphansOfAHookAreReaped(Device device) throws IOException {
        assertEquals("1000", device.run("cat /host-run/orphans"));

        device.vm().hands().await("[ $(probe zombies 1) = 0 ]", Vm.PATIENCE);
    }

    @Test
    @Order(2)
    void orphansOfAContainerInTheHostsPidNamespaceAreReaped(Device device) throws IOException {
        assertEquals("orphans: 1000 left behind", device.run("probe orphans 1000"));

        device.vm().hands().await("[ $(probe zombies 1) = 0 ]", Vm.PATIENCE);
    }

    @Test
    @Order(3)
    void zombiesOfACarelessInitGoWithIt(Device device) throws IOException {
        int init = device.pids("pid").get("careless");
        assertEquals("1000", device.run("probe zombies " + init));

        device.run("kill -TERM " + init);

        assertEquals("exit 0", device.awaitExit("careless", Vm.PATIENCE));
        assertEquals("0", device.run("probe zombies " + init));
        assertGone(device, "careless");
    }

    @Test
    @Order(4)
    void containerDiesWithItsLauncher(Device device) throws IOException {
        int init = device.pids("pid").get("plain");
        int launcher = device.pids("launcher").get("plain");

        device.run("kill -KILL " + launcher);

        assertEquals("signal 9", device.awaitExit("plain", Vm.PATIENCE));
        assertEquals("gone", device.run("[ -e /proc/%d ] || echo gone".formatted(init)));
        assertGone(device, "plain");
    }

    private static void assertGone(Device device, String container) throws IOException {
        assertEquals("absent", device.run("[ -e /host-cgroup/lxc/%s ] && find /host-cgroup/lxc/%1$s || echo absent".formatted(container)));
        assertEquals("0", device.run("grep -c /roots/%s /proc/1/mountinfo || true".formatted(container)));
    }

    @Test
    @Order(5)
    void supervisorGoesOn(Device device) throws IOException {
        assertEquals("STARTED", device.containers().get("store").get("status").getAsString());
        assertEquals("0", device.run("probe zombies 1"));
    }
}
