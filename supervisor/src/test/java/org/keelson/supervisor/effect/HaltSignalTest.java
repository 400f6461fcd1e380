package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.Resources;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;

/** Which signal stops a container's init. */
class HaltSignalTest {
    private static final int KILL = 9;
    private static final int TERM = 15;
    private static final int PWR = 30;

    private static final int USR1 = 10;
    private static final int NONE = 0;

    /** {@code handled}: the signals that init handles; {@code state} and {@code config}: those that run.json and LXC config name. */
    private record Row(List<Integer> handled, int state, int config, int expected) {}

    static final List<Row> ROWS = List.of(
            new Row(List.of(), NONE, NONE, KILL),
            new Row(List.of(TERM), NONE, NONE, TERM),
            new Row(List.of(PWR, TERM), NONE, NONE, PWR),
            new Row(List.of(PWR, TERM, 37), NONE, 37, 37),
            new Row(List.of(PWR, TERM), NONE, 37, PWR),
            new Row(List.of(TERM), NONE, 37, TERM),
            new Row(List.of(1, 2, 3), NONE, 37, KILL),
            new Row(List.of(64, TERM), NONE, 64, 64),
            new Row(List.of(1, TERM), NONE, 1, 1),
            new Row(List.of(PWR, TERM), NONE, KILL, KILL),
            new Row(List.of(PWR, TERM, 37, USR1), USR1, 37, USR1),
            new Row(List.of(PWR, TERM, 37), USR1, 37, 37),
            new Row(List.of(PWR, TERM), USR1, NONE, PWR),
            new Row(List.of(PWR, TERM), KILL, TERM, KILL),
            new Row(List.of(PWR, TERM), USR1, KILL, KILL));

    @ParameterizedTest
    @FieldSource("ROWS")
    void onlyASignalThatInitHandlesIsSent(Row row) {
        assertEquals(row.expected(), choose(row, false));
    }

    @Test
    void programThatIsNoInitIsAskedBySigtermUnlessItsStateOrConfigSaysOtherwise() {
        List<Integer> all = IntStream.rangeClosed(1, 64).boxed().toList(); // the process above it blocks them all, to pass them on

        assertEquals(TERM, choose(new Row(all, NONE, NONE, TERM), true));
        assertEquals(37, choose(new Row(all, NONE, 37, 37), true));
        assertEquals(USR1, choose(new Row(all, USR1, 37, USR1), true));
        assertEquals(KILL, choose(new Row(List.of(PWR), NONE, NONE, KILL), true));
    }

    @Test
    void processThatIsGoneIsKilled() {
        int noPid = 5_000_000; // beyond PID_MAX_LIMIT

        assertEquals(KILL, HaltSignal.choose(noPid, List.of(TERM)));
    }

    @Test
    void handledSignalsAreReadFromProc() {
        int self = (int) ProcessHandle.current().pid(); // a Java program handles SIGTERM

        assertEquals(TERM, HaltSignal.choose(self, List.of(TERM)));
    }

    private static int choose(Row row, boolean init) {
        long mask = row.handled().stream().mapToLong(signal -> 1L << (signal - 1)).reduce(0, (a, b) -> a | b);
        Container container = Trail.container(Optional.empty(),
                new Supervision(Recovery.NO, List.of(), Optional.empty(), new Stop(signal(row.state()), Optional.empty())),
                new Execution(Map.of(), init, Resources.UNLIMITED, List.of()));
        return HaltSignal.choose(mask, HaltSignal.candidates(container, signal(row.config())));
    }

    private static OptionalInt signal(int number) {
        return number == NONE ? OptionalInt.empty() : OptionalInt.of(number);
    }

    @Test
    void initThatWaitsForSignalsHandlesThem() {
        List<String> status = List.of("Name:\ttini", "SigBlk:\t0000000000000000", "SigCgt:\t0000000000004000");

        assertEquals(37, HaltSignal.choose(HaltSignal.handled(status, "do_sigtimedwait"), List.of(37, TERM)));
        assertEquals(TERM, HaltSignal.choose(HaltSignal.handled(status, "do_epoll_wait"), List.of(37, TERM)));
    }
}
