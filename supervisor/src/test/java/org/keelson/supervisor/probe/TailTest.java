package org.keelson.supervisor.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.testing.FakeDescriptors;

/** The end of what a program writes, however it comes. */
class TailTest {
    private final FakeDescriptors descriptors = new FakeDescriptors();
    private final Descriptors.Pipe pipe = descriptors.pipe(64 * 1024);
    private final Tail tail = new Tail(5);

    @Test
    void lastBytesAreKeptAcrossChunks() {
        descriptors.writeText(pipe.write(), "abc");
        tail.take(descriptors, pipe.read(), 100);
        descriptors.writeText(pipe.write(), "defg");
        tail.take(descriptors, pipe.read(), 100);
        descriptors.writeText(pipe.write(), "h");
        tail.take(descriptors, pipe.read(), 100);

        assertEquals("exit 1: defgh", tail.after("exit 1"));
    }

    @Test
    void oneChunkMayBeLongerThanWhatIsKept() {
        descriptors.writeText(pipe.write(), "x".repeat(10_000) + "tail");
        tail.take(descriptors, pipe.read(), 64 * 1024);

        assertEquals("exit 1: xtail", tail.after("exit 1"));
    }

    @Test
    void nothingButBlanksAddsNothing() {
        descriptors.writeText(pipe.write(), "\n \n");
        tail.take(descriptors, pipe.read(), 100);

        assertEquals("exit 1", tail.after("exit 1"));
    }

    @Test
    void endOfTheOutputIsTold() {
        assertEquals(Descriptors.WOULD_BLOCK, tail.take(descriptors, pipe.read(), 100));
        pipe.write().close();
        assertEquals(0, tail.take(descriptors, pipe.read(), 100));
    }

    @Test
    void takingStopsAtItsBound() {
        descriptors.writeText(pipe.write(), "x".repeat(10_000));
        tail.take(descriptors, pipe.read(), 4096);

        assertEquals(10_000 - 4096, descriptors.available(pipe.read()).length());
    }
}
