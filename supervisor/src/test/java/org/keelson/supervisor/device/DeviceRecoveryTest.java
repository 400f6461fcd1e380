package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Health;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerSamples;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.device.DeviceState.Mode;

/** What recovery, orders and health mean for the whole device. */
class DeviceRecoveryTest {
    private static Recovery recovery(int maxRetries, Recovery.Exhausted exhausted) {
        return new Recovery(Recovery.Policy.ON_FAILURE, maxRetries, Duration.ofSeconds(5), 1, Duration.ZERO, Duration.ZERO, exhausted);
    }

    private static Container container(String name, Recovery recovery) {
        return container(name, RestartPolicy.CONTAINER, recovery, Optional.empty());
    }

    private static Container container(String name, RestartPolicy policy, Recovery recovery, Optional<Health> health) {
        return ContainerSamples.container(name, "any", StatusGoal.STARTED, policy,
                new Supervision(recovery, List.of(), health, Stop.DEFAULT), Execution.PLAIN);
    }

    private static Plan plan(Container first) {
        return new Plan().group("first", first).group("second", Plan.app("b"));
    }

    @Test
    void containerThatRecoversHoldsLaterGroupsUntilItsTimeIsOver() {
        DeviceBench device = new DeviceBench(plan(container("a", recovery(0, new Recovery.Exhausted.Never()))));

        device.start("a").end("a", 1); // its goal was reached: the second group began
        assertEquals("recovering preparing", device.words());
        DeviceBench failing = new DeviceBench(plan(container("a", recovery(0, new Recovery.Exhausted.Never()))));
        failing.tell("a", new ContainerEvent.PrepareFailed("no"), new ContainerEvent.CleanedUp(List.of()));
        assertEquals("recovering blocked", failing.words());
        failing.pass(29_999);
        assertEquals("preparing blocked", failing.words());
        failing.pass(1);

        assertEquals("preparing preparing", failing.words());
    }

    @Test
    void containerThatRecoversIsStartedByTheDeviceWhenItIsTime() {
        DeviceBench device = new DeviceBench(plan(container("a", recovery(0, new Recovery.Exhausted.Never())))).start("a").start("b");
        device.end("a", 1).effects();

        device.pass(5_000);

        assertEquals("preparing started", device.words());
        assertEquals(List.of(new Effect.Prepare("a")), device.effects());
    }

    @Test
    void containerThatUsedUpItsRetriesTakesTheDeviceToAReboot() {
        DeviceBench device = new DeviceBench(plan(container("a", recovery(1, new Recovery.Exhausted.Reboot())))).start("a").start("b");
        device.end("a", 1).pass(5_000).start("a");
        assertEquals(new Mode.Running(), device.state.mode());

        device.end("a", 1);
        assertEquals(new Mode.Stopping(EndAction.REBOOT), device.state.mode());
        assertEquals("stopped stopping", device.words());
        device.end("b", 0);

        assertEquals(new Mode.Ending(EndAction.REBOOT), device.state.mode());
    }

    @Test
    void containerThatIsLeftAfterItsRetriesLeavesTheDevice() {
        DeviceBench device = new DeviceBench(plan(container("a", recovery(1, new Recovery.Exhausted.Never())))).start("a").start("b");

        device.end("a", 1).pass(5_000).start("a").end("a", 1);

        assertEquals("stopped started", device.words());
        assertEquals(new Mode.Running(), device.state.mode());
    }

    @Test
    void systemContainerWithRecoveryIsRecoveredInsteadOfTheDevice() {
        DeviceBench device = new DeviceBench(
                plan(container("a", RestartPolicy.SYSTEM, recovery(1, new Recovery.Exhausted.Reboot()), Optional.empty())));

        device.start("a").end("a", 1);

        assertEquals("recovering preparing", device.words());
        assertEquals(new Mode.Running(), device.state.mode());
    }

    @Test
    void unhealthyContainerRebootsTheDeviceIfItSaysSo() {
        Health health = new Health(new Health.Probe.Tcp(80), Duration.ofSeconds(10), Duration.ofSeconds(2), 1, Duration.ZERO,
                Health.OnUnhealthy.REBOOT);
        DeviceBench device = new DeviceBench(plan(container("a", RestartPolicy.CONTAINER, Recovery.NO, Optional.of(health))));
        device.start("a").start("b").pass(10_000);

        device.tell("a", new ContainerEvent.Probed(101, Optional.of("exit 1")));
        assertEquals("stopping started", device.words());
        device.end("a", 0);

        assertEquals("stopped stopping", device.words());
        assertEquals(new Mode.Stopping(EndAction.REBOOT), device.state.mode());
    }

    @Test
    void rebootForAContainerDoesNotOvertakeAPowerOff() {
        DeviceBench device = new DeviceBench(plan(container("a", recovery(1, new Recovery.Exhausted.Reboot())))).start("a").start("b");

        device.stop().end("a", 1).end("b", 0);

        assertEquals(new Mode.Ending(EndAction.POWER_OFF), device.state.mode());
    }

    @Test
    void containerThatRecoversIsNotStartedWhileTheDeviceStops() {
        DeviceBench device = new DeviceBench(plan(container("a", recovery(0, new Recovery.Exhausted.Never())))).start("a").start("b");
        device.end("a", 1).stop();

        device.pass(5_000);
        assertEquals("installed stopping", device.words());
        device.end("b", 0);

        assertEquals("stopped stopped", device.words());
        assertEquals(new Mode.Ending(EndAction.POWER_OFF), device.state.mode());
    }

    @Test
    void userStopsAndStartsOneContainerAndTheOthersRunOn() {
        DeviceBench device = new DeviceBench(plan(Plan.app("a"))).start("a").start("b");

        device.tell("a", new ContainerEvent.StopOrdered()).end("a", 0);
        assertEquals("stopped started", device.words());
        device.tell("a", new ContainerEvent.StartOrdered());
        assertEquals("preparing started", device.words());
        device.start("a");

        assertEquals("started started", device.words());
        assertEquals(2, device.state.life("a").attempts().starts());
    }

    @Test
    void restartGoesOnByItself() {
        DeviceBench device = new DeviceBench(plan(Plan.app("a"))).start("a").start("b");

        device.tell("a", new ContainerEvent.RestartOrdered()).end("a", 0);

        assertEquals("preparing started", device.words());
    }

    @Test
    void containerThatAUserStopsOnItsWayHoldsNothingBack() {
        DeviceBench device = new DeviceBench(plan(Plan.app("a")));
        assertEquals("preparing blocked", device.words());

        device.tell("a", new ContainerEvent.StopOrdered());

        assertEquals("preparing preparing", device.words());
    }

    @Test
    void containerThatAUserHadStoppedHoldsNothingBackAndLeavesTheGoalsToTheOthers() {
        DeviceBench device = new DeviceBench(plan(Plan.app("a")), "a");
        assertEquals("stopped preparing", device.words());

        device.start("b");

        assertTrue(device.effects().contains(new Effect.ReportGoals()));
    }

    @Test
    void goalsAreReportedOnceAContainerHasRecovered() {
        DeviceBench device = new DeviceBench(plan(container("a", recovery(0, new Recovery.Exhausted.Never()))));
        device.tell("a", new ContainerEvent.PrepareFailed("no"), new ContainerEvent.CleanedUp(List.of()));
        device.pass(30_000).start("b");
        assertFalse(device.effects().contains(new Effect.ReportGoals()));

        device.start("a");

        assertTrue(device.effects().contains(new Effect.ReportGoals()));
    }
}
