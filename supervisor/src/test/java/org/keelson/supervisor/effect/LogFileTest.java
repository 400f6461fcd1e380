package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.supervisor.log.Log;
import org.keelson.supervisor.loop.LoopBench;
import org.tinylog.Logger;

/** Our own log on storage. */
class LogFileTest {
    @TempDir
    private Path folder;

    private final LoopBench bench = new LoopBench();

    /** The ring belongs to the whole program, tests before this one included. */
    @BeforeEach
    void emptyTheRing() {
        while (!Log.fileRing().peek().isEmpty()) {
            Log.fileRing().take();
        }
    }

    private Path file() {
        return folder.resolve("logs/7/pantavisor.log");
    }

    private LogFile logFile(long maxBytes) {
        return new LogFile(bench.workers, maxBytes);
    }

    /** What follows the time and the level. */
    private static List<String> messages(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(line -> line.substring(line.indexOf("INFO  ") + 6)).toList();
    }

    @Test
    void linesOfBeforeAndAfterStorageAreWrittenInOrder() throws IOException {
        LogFile log = logFile(1 << 20);
        Logger.info("boot: first");
        log.flush();
        bench.settle();
        assertFalse(Files.exists(file()));

        log.open(file());
        bench.settle();
        Logger.info("boot: second");
        log.flush();
        bench.settle();

        assertEquals(List.of("boot: first", "boot: second"), messages(file()));
    }

    @Test
    void lineThatComesWhileTheWorkerWritesIsWrittenNext() throws IOException {
        LogFile log = logFile(1 << 20);
        Logger.info("boot: first");
        log.open(file());
        log.flush();
        Logger.info("boot: second");

        bench.settle();
        log.flush();
        bench.settle();

        assertEquals(List.of("boot: first", "boot: second"), messages(file()));
    }

    @Test
    void fullFileIsKeptOnceAndANewOneBegun() throws IOException {
        LogFile log = logFile(100);
        log.open(file());
        for (String word : List.of("a", "b", "c")) {
            Logger.info("boot: " + word.repeat(100));
            log.flush();
            bench.settle();
        }

        assertEquals(List.of("boot: " + "c".repeat(100)), messages(file().resolveSibling("pantavisor.log.1")));
        assertFalse(Files.exists(file()));
    }

    @Test
    void nothingIsWrittenOnceItIsClosed() throws IOException {
        LogFile log = logFile(1 << 20);
        Logger.info("boot: first");
        log.open(file());
        bench.settle();
        log.close();

        Logger.info("shutdown: later");
        log.flush();
        bench.settle();

        assertEquals(List.of("boot: first"), messages(file()));
        assertFalse(Log.fileRing().peek().isEmpty());
    }

    @Test
    void storageThatFailsIsTriedAgainWithTheNextLine() throws IOException {
        Files.writeString(folder.resolve("logs"), "in the way of the folder");
        LogFile log = logFile(1 << 20);
        log.open(file());
        Logger.info("boot: first");
        log.flush();
        bench.settle();
        log.flush();
        bench.settle();
        log.flush();
        bench.settle();

        Files.delete(folder.resolve("logs"));
        Logger.info("boot: second");
        log.flush();
        bench.settle();

        List<String> lines = Files.readAllLines(file());
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).endsWith("INFO  boot: first"));
        assertTrue(lines.get(1).contains("ERROR log: storage takes no lines, reason="));
        assertTrue(lines.get(2).endsWith("INFO  boot: second"));
    }
}
