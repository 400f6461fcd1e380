package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keelson.linux.Errno;
import org.keelson.linux.mount.Mounts.Flag;
import org.keelson.linux.process.Processes;
import org.keelson.linux.testing.FakeDescriptors;
import org.keelson.linux.testing.FakeKernelModules;
import org.keelson.linux.testing.FakeLoopDevices;
import org.keelson.linux.testing.FakeMachine;
import org.keelson.linux.testing.FakeMounts;
import org.keelson.linux.testing.FakeMounts.Mounted;
import org.keelson.linux.testing.FakeProcesses;
import org.keelson.linux.testing.FakeServerSockets;
import org.keelson.linux.testing.FakeSurvival;
import org.keelson.linux.testing.FakeUnixSockets;
import org.keelson.linux.testing.FakeWakeups;
import org.keelson.supervisor.effect.Layout;

/** The end of a device. */
class ShutdownTest {
    private static final Layout LAYOUT =
            new Layout(Path.of("/storage"), Path.of("/run/pantavisor/pv"), Path.of("/run/keelson"), Path.of("/volumes"));

    private final FakeDescriptors descriptors = new FakeDescriptors();
    private final FakeWakeups wakeups = new FakeWakeups(descriptors);
    private final FakeProcesses processes = new FakeProcesses(wakeups);
    private final FakeMounts mounts = new FakeMounts();
    private final FakeMachine machine = new FakeMachine();
    private final Kernel kernel = new Kernel(descriptors, wakeups, processes, mounts, new FakeLoopDevices(descriptors),
            new FakeKernelModules(), machine, new FakeSurvival(), new FakeUnixSockets(descriptors), new FakeServerSockets(descriptors));

    private boolean run() throws Exception {
        LogLines.take();
        return new Shutdown(kernel, LAYOUT, 1).run();
    }

    private void mount(String... targets) {
        for (String target : targets) {
            mounts.mount("x", target, "ext4", Set.of(), "");
        }
    }

    private static Mounted mounted(String target) {
        return new Mounted("x", target, "ext4", Set.of(), "");
    }

    private static List<String> phases() {
        return LogLines.take().stream()
                .filter(line -> line.contains("phase done"))
                .map(line -> line.replaceAll(".*name=([^,]*),.*", "$1"))
                .toList();
    }

    @Test
    void everythingIsKilledUnmountedAndWrittenInThisOrder() throws Exception {
        mount("/proc", "/volumes", "/storage", "/volumes/bsp/pv--usrmeta", "/volumes/web/root.squashfs", "/run/keelson/roots/web",
                "/storage/disks/x");

        boolean clean = run();

        assertEquals(true, clean);
        assertEquals(List.of(Processes.SIGKILL), processes.signalsToAll());
        assertEquals(List.of(mounted("/proc"), mounted("/volumes")), mounts.mounted());
        assertEquals(List.of("sync"), machine.asked());
        assertEquals(List.of("kill-leftovers", "unmount-roots", "unmount-volumes", "unmount-storage", "sync"), phases());
    }

    @Test
    void storageThatStaysBusyIsMadeReadOnlyAndTheEndGoesOn() throws Exception {
        mount("/storage");
        mounts.failNext("/storage", Errno.EBUSY);

        boolean clean = run();

        assertEquals(false, clean);
        assertEquals(List.of(mounted("/storage"), new Mounted("none", "/storage", "", Set.of(Flag.REMOUNT, Flag.READ_ONLY), "")),
                mounts.mounted());
        assertEquals(List.of("sync"), machine.asked());
    }

    @Test
    void mountThatIsBusyForAMomentIsUnmountedInTheNextAttempt() throws Exception {
        mount("/storage");
        mounts.failNext("/storage", Errno.EBUSY);

        boolean clean = new Shutdown(kernel, LAYOUT, 2).run();

        assertEquals(true, clean);
        assertEquals(List.of(), mounts.mounted());
    }

    @Test
    void deviceWithoutMountsEndsCleanly() throws Exception {
        assertEquals(true, run());
    }
}
