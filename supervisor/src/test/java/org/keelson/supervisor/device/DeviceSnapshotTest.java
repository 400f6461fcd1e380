package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keelson.backend.ContainerExit;
import org.keelson.backend.ContainerExit.StartFailed;
import org.keelson.supervisor.container.Aftermath;
import org.keelson.supervisor.container.Attempts;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerSamples;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.container.EndCause;
import org.keelson.supervisor.container.GoalTimer;
import org.keelson.supervisor.container.Obstacle;
import org.keelson.supervisor.container.Vitals;
import org.keelson.supervisor.container.Wish;
import org.keelson.supervisor.device.DeviceState.Mode;

/** Every state comes back from its JSON as it was. */
class DeviceSnapshotTest {
    private static final String LIFE = "'wish': 'RUN', 'starts': 1, 'retries': 0, 'lastStart': 5, 'goal': 'overdue'";

    private static DeviceState roundTrip(DeviceState state) {
        String text = DeviceSnapshot.write(state).toString();
        return DeviceSnapshot.read(JsonParser.parseString(text).getAsJsonObject());
    }

    @Test
    void everySampleComesBack() {
        Map<String, ContainerLife> containers = new LinkedHashMap<>();
        for (int i = 0; i < ContainerSamples.STATES.size(); i++) {
            containers.put("c" + i, ContainerSamples.life(ContainerSamples.STATES.get(i)));
        }
        DeviceState state = new DeviceState(new Mode.Stopping(EndAction.POWER_OFF), containers, true);

        DeviceState read = roundTrip(state);

        assertEquals(state, read);
        assertEquals(List.copyOf(containers.keySet()), List.copyOf(read.containers().keySet()));
    }

    @Test
    void twoHundredContainersThatAllFailedFitIntoItsPlace() {
        Map<String, ContainerLife> containers = new LinkedHashMap<>();
        for (int i = 0; i < 200; i++) {
            containers.put("c".repeat(61) + i, ContainerSamples.life(new ContainerState.Stopped(new End(EndCause.ITSELF,
                    Optional.of(new StartFailed("prepare", "x".repeat(400) + "…"))), Aftermath.REPORT)));
        }

        String text = DeviceSnapshot.write(new DeviceState(new Mode.Running(), containers, false)).toString();

        assertTrue(text.length() < 192 * 1024, () -> "256 KiB is for descriptors' names too: " + text.length());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomStatesComeBack(long seed) {
        Random random = new Random(seed);

        for (int round = 0; round < 1_000; round++) {
            DeviceState state = state(random);
            assertEquals(state, roundTrip(state));
        }
    }

    private static DeviceState state(Random random) {
        Map<String, ContainerLife> containers = new LinkedHashMap<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            containers.put(text(random), life(random));
        }
        EndAction action = any(EndAction.values(), random);
        Mode mode = switch (random.nextInt(3)) {
            case 0 -> new Mode.Running();
            case 1 -> new Mode.Stopping(action);
            default -> new Mode.Ending(action);
        };
        return new DeviceState(mode, containers, random.nextBoolean());
    }

    private static ContainerLife life(Random random) {
        Attempts attempts = new Attempts(random.nextInt(), random.nextInt(), random.nextLong());
        GoalTimer goal = switch (random.nextInt(4)) {
            case 0 -> new GoalTimer.Idle();
            case 1 -> new GoalTimer.Waiting(random.nextLong());
            case 2 -> new GoalTimer.Overdue();
            default -> new GoalTimer.Reached(random.nextLong());
        };
        return new ContainerLife(container(random), any(Wish.values(), random), attempts, goal);
    }

    private static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static ContainerState container(Random random) {
        int launcher = 2 + random.nextInt(Integer.MAX_VALUE - 2);
        int init = random.nextInt(Integer.MAX_VALUE);
        long at = random.nextLong();
        return switch (random.nextInt(15)) {
            case 0 -> new ContainerState.Installed();
            case 1 -> new ContainerState.Blocked(random.nextBoolean()
                    ? new Obstacle.OfGroup(text(random))
                    : new Obstacle.OfContainer(text(random)));
            case 2 -> new ContainerState.Listening();
            case 3 -> new ContainerState.Preparing(stop(random));
            case 4 -> new ContainerState.Mounted();
            case 5 -> new ContainerState.Launching(at, stop(random));
            case 6 -> new ContainerState.Starting(launcher, at);
            case 7 -> new ContainerState.Executing(launcher, init, at);
            case 8 -> new ContainerState.Failing(launcher, at, new StartFailed("s" + text(random), text(random)));
            case 9 -> new ContainerState.Started(launcher, init, at, vitals(random));
            case 10 -> new ContainerState.Ready(launcher, init, at, vitals(random));
            case 11 -> new ContainerState.Stopping(launcher, init, at, random.nextBoolean(), any(EndCause.values(), random));
            case 12 -> new ContainerState.Cleaning(end(random));
            case 13 -> new ContainerState.Recovering(at, end(random));
            default -> new ContainerState.Stopped(end(random), any(Aftermath.values(), random));
        };
    }

    private static Optional<EndCause> stop(Random random) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(any(EndCause.values(), random));
    }

    private static Optional<Vitals> vitals(Random random) {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new Vitals(any(Vitals.Verdict.values(), random), random.nextInt(), random.nextBoolean(), random.nextLong()));
    }

    private static End end(Random random) {
        Optional<ContainerExit> exit = switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new ContainerExit.Exited(random.nextInt(256)));
            case 2 -> Optional.of(new ContainerExit.Killed(1 + random.nextInt(64), random.nextBoolean()));
            default -> Optional.of(new StartFailed("s" + text(random), text(random)));
        };
        return new End(any(EndCause.values(), random), exit);
    }

    /** Of any characters, whole surrogate pairs at most. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            int c = random.nextInt(4) == 0 ? random.nextInt(0xd800) : random.nextInt(0x80);
            text.appendCodePoint(random.nextInt(20) == 0 ? 0x1f600 : c);
        }
        return text.toString();
    }

    @Test
    void whatTheNextOnesAreMadeOfIsRead() {
        String text = "{'mode': 'running', 'containers': {'a': {'state': 'mounted', LIFE}}, 'goalsReported': true}";

        DeviceState state = DeviceSnapshot.read(JsonParser.parseString(text.replace("LIFE", LIFE).replace('\'', '"')).getAsJsonObject());

        assertEquals(new ContainerLife(new ContainerState.Mounted(), Wish.RUN, new Attempts(1, 0, 5), new GoalTimer.Overdue()),
                state.life("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}",
        "{'mode': 'running', 'containers': {}}",
        "{'mode': 'sleeping', 'containers': {}, 'goalsReported': true}",
        "{'mode': 'ending', 'action': 'HALT', 'containers': {}, 'goalsReported': true}",
        "{'mode': 'running', 'containers': {'a': {}}, 'goalsReported': true}",
        "{'mode': 'running', 'containers': {'a': {'state': 'asleep', LIFE}}, 'goalsReported': true}",
        "{'mode': 'running', 'containers': {'a': {'state': 'starting', LIFE}}, 'goalsReported': true}",
        "{'mode': 'running', 'containers': {'a': {'state': 'stopped', 'cause': 'ITSELF', LIFE}}, 'goalsReported': true}",
        "{'mode': 'running', 'containers': {'a': {'state': 'preparing', 'stop': 'BOREDOM', LIFE}}, 'goalsReported': true}"
    })
    void whatWasNotWrittenHereIsRefused(String text) {
        JsonObject json = JsonParser.parseString(text.replace("LIFE", LIFE).replace('\'', '"')).getAsJsonObject();

        assertThrows(RuntimeException.class, () -> DeviceSnapshot.read(json));
    }
}
