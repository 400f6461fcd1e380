package org.keelson.tests.device;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keelson.tests.vm.Device;
import org.keelson.tests.vm.Vm;

/** Scenario {@code resume}, where even executing itself again fails. */
@Tag("vm-amd64")
@Order(11)
class ResumeFailsTest {
    @Test
    void deviceRebootsIfTheSupervisorCannotExecuteItselfAgain() throws Exception {
        try (Device device = new Device("steady", "initramfs-faults")) {
            device.bootToGoals("");
            device.run("probe http $KEELSON_SOCKET POST /faults/no-exec");

            device.vm().hands().send("probe http $KEELSON_SOCKET POST /faults/throw");

            device.vm().console().await("cannot execute itself again; rebooting", Vm.PATIENCE);
            device.vm().awaitEnd(Vm.PATIENCE);
        }
    }
}
