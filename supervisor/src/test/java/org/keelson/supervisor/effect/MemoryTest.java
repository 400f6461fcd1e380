package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keelson.linux.file.Fd;
import org.keelson.linux.survival.Survival;
import org.keelson.linux.testing.FakeDescriptors;
import org.keelson.linux.testing.FakeSurvival;

/** What a program that is resumed finds of the one before it. */
class MemoryTest {
    private static final int SLOT_BYTES = 2 * 1024 * 1024;

    private final FakeDescriptors descriptors = new FakeDescriptors();
    private final FakeSurvival survival = new FakeSurvival();
    private final Fd executable = descriptors.memory("keelson", 0);
    private final Memory memory = Memory.create(descriptors, survival, executable, true);
    private final int number = survival.kept().getFirst();

    private static JsonObject document(String value) {
        JsonObject json = new JsonObject();
        json.addProperty("value", value);
        return json;
    }

    private Memory adopted() {
        return Memory.adopt(descriptors, new FakeSurvival(), number, executable, true);
    }

    /** What a program that begins now would read. */
    private Optional<String> read() {
        return adopted().read().map(document -> document.get("value").getAsString());
    }

    private Fd file() {
        return descriptors.adopt(number);
    }

    /** The place of the document that was written so-manieth. */
    private static long slot(int written) {
        return Survival.HEADER_BYTES + (long) (written % 2) * SLOT_BYTES;
    }

    @Test
    void newMemoryArmsTheResumePathAndHoldsNothing() {
        assertTrue(survival.armed());
        assertEquals(Optional.empty(), adopted().read());
        assertEquals(List.of(number), Memory.descriptorNumbers(descriptors, number));
    }

    @Test
    void latestDocumentIsRead() {
        for (int i = 0; i < 5; i++) {
            memory.write(document("number " + i));
            assertEquals(Optional.of("number " + i), read());
        }
    }

    @Test
    void programAfterAnotherGoesOnWithTheSequence() {
        memory.write(document("first"));
        Memory second = adopted();
        second.read();
        second.write(document("second"));
        Memory third = adopted();
        third.read();
        third.write(document("third"));

        assertEquals(Optional.of("third"), read());
    }

    @Test
    void tornDocumentLeavesTheOneBefore() {
        memory.write(document("older"));
        memory.write(document("newer"));

        descriptors.writeAt(file(), new byte[] {'x'}, 1, slot(2) + 24 + 5);

        assertEquals(Optional.of("older"), read());
    }

    @Test
    void documentCutOffAtAnyByteLeavesTheOneBefore() {
        memory.write(document("older"));
        memory.write(document("old"));
        byte[] before = new byte[100];
        descriptors.readAt(file(), before, 0, before.length, slot(1));
        memory.write(document("latest"));
        byte[] after = new byte[100];
        descriptors.readAt(file(), after, 0, after.length, slot(3));

        for (int cut = 0; cut <= 100; cut++) { // the text is written first, then the header
            byte[] torn = before.clone();
            System.arraycopy(after, 24, torn, 24, Math.min(cut, 76));
            System.arraycopy(after, 0, torn, 0, Math.max(0, cut - 76));
            descriptors.writeAt(file(), torn, torn.length, slot(3));
            Optional<String> read = read();
            assertTrue(read.equals(Optional.of("old")) || cut >= 76 && read.equals(Optional.of("latest")), cut + ": " + read);
        }
        assertEquals(Optional.of("latest"), read());
    }

    @Test
    void garbageInBothPlacesIsNoDocument() {
        Random random = new Random(1);

        for (int round = 0; round < 200; round++) {
            byte[] noise = new byte[64];
            random.nextBytes(noise);
            descriptors.writeAt(file(), noise, noise.length, slot(round));
            assertEquals(Optional.empty(), read());
        }
    }

    @Test
    void keptDescriptorsComeBackByName() {
        Fd log = descriptors.memory("log", 0);
        Fd shim = descriptors.memory("shim", 0);
        memory.keep("log/web", log);
        memory.keep("shim/web", shim);
        memory.write(document("state"));

        Memory next = adopted();
        assertEquals(Optional.empty(), next.kept("log/web"));
        next.read();

        assertEquals(Optional.of(log.number()), next.kept("log/web").map(Fd::number));
        assertEquals(Optional.of(shim.number()), next.kept("shim/web").map(Fd::number));
        assertEquals(List.of(number, log.number(), shim.number()), Memory.descriptorNumbers(descriptors, number));
    }

    @Test
    void descriptorKeptAfterTheDocumentIsKnownToo() {
        memory.write(document("state"));
        Fd log = descriptors.memory("log", 0);
        memory.keep("log/web", log);

        assertEquals(List.of(number, log.number()), Memory.descriptorNumbers(descriptors, number));
        assertEquals(Optional.of("state"), read());
    }

    @Test
    void resumedProgramKeepsWhatItFound() {
        Fd log = descriptors.memory("log", 0);
        memory.keep("log/web", log);
        FakeSurvival next = new FakeSurvival();

        Memory.adopt(descriptors, next, number, executable, true).read();

        assertEquals(List.of(number, log.number()), next.kept());
    }

    @Test
    void releasedDescriptorStaysOpenAndIsKeptNoLonger() {
        Fd log = descriptors.memory("log", 0);
        memory.keep("log/web", log);

        memory.release("log/web");

        assertTrue(log.open());
        assertEquals(List.of(number), survival.kept());
        assertEquals(List.of(number), Memory.descriptorNumbers(descriptors, number));
    }

    @Test
    void closedDescriptorIsKeptNoLonger() {
        Fd log = descriptors.memory("log", 0);
        memory.keep("log/web", log);

        memory.close("log/web");
        memory.close("log/web");
        memory.release("nobody");

        assertFalse(log.open());
        assertEquals(Optional.empty(), memory.kept("log/web"));
        assertEquals(List.of(number), survival.kept());
    }

    @Test
    void documentThatDoesNotFitIsRefusedAndTheLastOneStays() {
        memory.write(document("small"));

        assertThrows(IllegalStateException.class, () -> memory.write(document("x".repeat(SLOT_BYTES))));

        assertEquals(Optional.of("small"), read());
    }

    @Test
    void twoHundredContainersFit() {
        for (int i = 0; i < 200; i++) {
            for (String kind : List.of("control/", "log/", "shim/", "exec/")) {
                memory.keep(kind + "x".repeat(60) + i, descriptors.memory("x", 0));
            }
        }
        JsonObject document = document("state");
        document.addProperty("containers",
                "{'state':'executing','launcher':4194304,'init':4194304,'at':1000000000000,'flag':false}".repeat(200));

        memory.write(document);

        assertEquals(Optional.of("state"), read());
    }
}
