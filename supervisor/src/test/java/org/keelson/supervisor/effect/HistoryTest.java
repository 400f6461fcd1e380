package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keelson.linux.file.Fd;
import org.keelson.linux.testing.FakeDescriptors;
import org.keelson.linux.testing.FakeSurvival;
import org.keelson.supervisor.container.Change;
import org.keelson.supervisor.effect.History.Entry;

/** The latest changes of each container, over a resume too. */
class HistoryTest {
    private static final List<String> CONTAINERS = List.of("db", "web", "log");
    private static final int TEXT_BYTES = 172; // of a record of 192 with number, time and length

    private final FakeDescriptors descriptors = new FakeDescriptors();
    private final FakeSurvival survival = new FakeSurvival();
    private final Fd executable = descriptors.memory("keelson", 0);
    private final Memory memory = Memory.create(descriptors, survival, executable, true);
    private final History history = History.open(descriptors, memory, CONTAINERS);

    private static Entry entry(String container, int number) {
        return new Entry(1_000L * number, new Change(container, "started", "cleaning", "ended, exit " + number));
    }

    private static List<Entry> entries(String container, int first, int last) {
        List<Entry> entries = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            entries.add(entry(container, i));
        }
        return entries;
    }

    private static void add(History history, List<Entry> entries) {
        entries.forEach(entry -> history.add(entry.change(), entry.millis()));
    }

    private History resumed() {
        Memory next = Memory.adopt(descriptors, new FakeSurvival(), survival.kept().getFirst(), executable, true);
        next.read();
        return History.open(descriptors, next, CONTAINERS);
    }

    @Test
    void containerWithoutChangesHasNone() {
        assertEquals(List.of(), history.of("web"));
    }

    @Test
    void changesOfEachContainerAreKeptApartInTheirOrder() {
        add(history, List.of(entry("web", 1), entry("db", 2), entry("web", 3), entry("log", 4)));

        assertEquals(List.of(entry("web", 1), entry("web", 3)), history.of("web"));
        assertEquals(List.of(entry("db", 2)), history.of("db"));
        assertEquals(List.of(entry("log", 4)), history.of("log"));
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64, 65, 127, 128, 129, 1_000})
    void latestSixtyFourAreKept(int count) {
        add(history, entries("web", 1, count));

        assertEquals(entries("web", Math.max(1, count - 63), count), history.of("web"));
        assertEquals(List.of(), history.of("db"));
        assertEquals(List.of(), history.of("log"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 100})
    void historyGoesOnOverAResume(int before) {
        add(history, entries("web", 1, before));
        memory.write(new JsonObject());

        History next = resumed();
        assertEquals(history.of("web"), next.of("web"));
        add(next, entries("web", before + 1, before + 3));

        assertEquals(entries("web", Math.max(1, before - 60), before + 3), next.of("web"));
        assertEquals(List.of(), next.of("db"));
    }

    @Test
    void resumeTakesNoSecondFile() {
        memory.write(new JsonObject());
        int open = descriptors.openCount();

        resumed();

        assertEquals(open, descriptors.openCount());
    }

    /** Of one, two, three and four bytes in UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "€", "😀"})
    void causeIsCutAtTheLastWholeCharacterThatFits(String character) {
        int bytes = character.getBytes(StandardCharsets.UTF_8).length;
        int room = TEXT_BYTES - "started\tcleaning\t".length();

        for (int shift = 0; shift < 4; shift++) {
            String cause = "y".repeat(shift) + character.repeat(300);
            history.add(new Change("web", "started", "cleaning", cause), 5);

            Change kept = history.of("web").getLast().change();
            assertEquals("started", kept.from());
            assertEquals("cleaning", kept.to());
            assertTrue(cause.startsWith(kept.cause()), kept::cause);
            int length = kept.cause().getBytes(StandardCharsets.UTF_8).length;
            assertTrue(length <= room && length > room - bytes, () -> length + " of " + room);
        }
    }

    @Test
    void causeThatJustFitsIsWhole() {
        String cause = "x".repeat(TEXT_BYTES - "started\tcleaning\t".length());

        history.add(new Change("web", "started", "cleaning", cause), 5);

        assertEquals(cause, history.of("web").getFirst().change().cause());
    }

    @Test
    void causeMayHoldAnyCharacter() {
        Change change = new Change("web", "started", "cleaning", "a\tb\nc\0d");

        history.add(change, 5);

        assertEquals(List.of(new Entry(5, change)), history.of("web"));
    }

    @Test
    void containerOfAnotherRevisionHasNoPlace() {
        history.add(new Change("gone", "started", "cleaning", "ended, exit 3"), 5);

        assertEquals(List.of(), history.of("gone"));
        CONTAINERS.forEach(container -> assertEquals(List.of(), history.of(container)));
    }
}
