package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignalNameTest {
    @ParameterizedTest
    @CsvSource({"SIGTERM,15", "TERM,15", "sigterm,15", "15,15", "SIGPWR,30", "SIGRTMIN+3,37", "sigrtmin+3,37", "RTMIN+3,37",
        "SIGRTMIN+0,34", "SIGRTMAX-1,63", "SIGRTMAX-0,64", "SIGKILL,9", "1,1", "64,64"})
    void signalIsReadAsLxcSpellsIt(String text, int expected) {
        assertEquals(OptionalInt.of(expected), SignalName.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SIG", "SIGNONE", "0", "65", "-1", "+15", "SIGRTMIN", "SIGRTMIN+", "SIGRTMIN+31", "SIGRTMIN+-3",
        "SIGRTMAX-64", "15 ", "99999999999", "\u0661"})
    void whatIsNoSignalIsNone(String text) {
        assertEquals(OptionalInt.empty(), SignalName.parse(text));
    }
}
