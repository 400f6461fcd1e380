package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.linux.file.Descriptors.Pipe;
import org.keelson.supervisor.loop.LoopBench;

/** A container's output on its way to its file. The file is a fake one; renaming happens to a real one beside it. */
class LogPumpTest {
    @TempDir
    private Path folder;

    private final LoopBench bench = new LoopBench();
    private final Pipe pipe = bench.descriptors.pipe(1024);
    private int ends;

    private Path file() {
        return folder.resolve("logs/console.log");
    }

    private void pump(long maxBytes) {
        new LogPump(bench.loop, bench.workers, bench.descriptors, "web", pipe.read(), file(), maxBytes, () -> ends++).start();
    }

    private void write(String text) {
        bench.descriptors.writeText(pipe.write(), text);
        bench.settle();
    }

    private Optional<String> written() {
        return bench.descriptors.file(file().toString());
    }

    @Test
    void outputIsAppendedToTheFileAndItsFolderIsMade() {
        bench.descriptors.file(file().toString(), "before\n");
        pump(1 << 20);

        write("first\n");
        write("second\n");

        assertEquals(Optional.of("before\nfirst\nsecond\n"), written());
        assertTrue(Files.isDirectory(file().getParent()));
        assertEquals(0, ends);
    }

    @Test
    void endComesOnceWhenTheLastWriterIsGoneAndEverythingIsWritten() {
        pump(1 << 20);
        bench.descriptors.writeText(pipe.write(), "last words\n");

        pipe.write().close();
        bench.settle();

        assertEquals(Optional.of("last words\n"), written());
        assertEquals(1, ends);
        assertEquals(Optional.empty(), bench.poller.interest(pipe.read()));
    }

    @Test
    void silentContainerEndsToo() {
        pump(1 << 20);

        pipe.write().close();
        bench.settle();

        assertEquals(1, ends);
    }

    @Test
    void fullFileIsRenamedAndAnOlderOneReplaced() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "full");
        Files.writeString(folder.resolve("logs/console.log.1"), "older");
        bench.descriptors.file(file().toString(), "x".repeat(90));
        pump(100);

        write("y".repeat(10));

        assertFalse(Files.exists(file()));
        assertEquals("full", Files.readString(folder.resolve("logs/console.log.1")));
        assertEquals(0, ends);
    }

    @Test
    void storageThatTakesNothingLosesOutputAndTheContainerGoesOn() throws IOException {
        Files.writeString(folder.resolve("logs"), "in the way of the folder");
        pump(1 << 20);

        write("lost\n");
        write("lost too\n");
        assertEquals(Optional.empty(), written());
        assertEquals(0, ends);

        Files.delete(folder.resolve("logs"));
        write("kept\n");
        assertEquals(Optional.of("kept\n"), written());
    }

    @Test
    void endIsSeenWhileOutputIsLost() throws IOException {
        Files.writeString(folder.resolve("logs"), "in the way of the folder");
        pump(1 << 20);
        bench.descriptors.writeText(pipe.write(), "lost\n");

        pipe.write().close();
        bench.settle();

        assertEquals(1, ends);
    }

    @Test
    void outputOfALongNightStaysWithinItsBound() {
        pump(1 << 20);

        for (int i = 0; i < 500; i++) {
            write("line " + i + "\n");
        }

        assertTrue(written().orElseThrow().endsWith("line 499\n"));
        assertEquals(500, written().orElseThrow().lines().count());
    }
}
