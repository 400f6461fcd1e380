package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which signal stops a container's init. */
class HaltSignalTest {
    private static final int KILL = 9;
    private static final int TERM = 15;
    private static final int PWR = 30;

    /** {@code handled}: the signals that init handles. */
    private record Row(List<Integer> handled, OptionalInt wanted, int expected) {}

    static final List<Row> ROWS = List.of(
            new Row(List.of(), OptionalInt.empty(), KILL),
            new Row(List.of(TERM), OptionalInt.empty(), TERM),
            new Row(List.of(PWR, TERM), OptionalInt.empty(), PWR),
            new Row(List.of(PWR, TERM, 37), OptionalInt.of(37), 37),
            new Row(List.of(PWR, TERM), OptionalInt.of(37), PWR),
            new Row(List.of(TERM), OptionalInt.of(37), TERM),
            new Row(List.of(1, 2, 3), OptionalInt.of(37), KILL),
            new Row(List.of(64, TERM), OptionalInt.of(64), 64),
            new Row(List.of(1, TERM), OptionalInt.of(1), 1),
            new Row(List.of(PWR, TERM), OptionalInt.of(KILL), KILL));

    @ParameterizedTest
    @FieldSource("ROWS")
    void onlyASignalThatInitHandlesIsSent(Row row) {
        long mask = row.handled().stream().mapToLong(signal -> 1L << (signal - 1)).reduce(0, (a, b) -> a | b);

        assertEquals(row.expected(), HaltSignal.choose(mask, row.wanted()));
    }

    @Test
    void processThatIsGoneIsKilled() {
        int noPid = 5_000_000; // beyond PID_MAX_LIMIT

        assertEquals(KILL, HaltSignal.choose(noPid, OptionalInt.of(TERM)));
    }

    @Test
    void handledSignalsAreReadFromProc() {
        int self = (int) ProcessHandle.current().pid(); // a Java program handles SIGTERM

        assertEquals(TERM, HaltSignal.choose(self, OptionalInt.of(TERM)));
    }
}
