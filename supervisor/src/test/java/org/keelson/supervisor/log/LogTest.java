package org.keelson.supervisor.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.config.settings.LogLevel;
import org.keelson.linux.file.Descriptors.Pipe;
import org.keelson.linux.testing.FakeDescriptors;
import org.tinylog.Logger;
import org.tinylog.Supplier;

/** Lines from {@link Logger} to the console and to the ring for the file. The console is a pipe here, and may be full. */
class LogTest {
    private final FakeDescriptors descriptors = new FakeDescriptors();
    private final Log log = new Log(descriptors);

    /** What was logged before this test belongs to nobody here: the rings are the whole program's. */
    @BeforeEach
    void emptyTheRings() {
        Log.level(LogLevel.TRACE);
        Pipe sink = descriptors.pipe(1 << 22);
        log.console(sink.write());
        log.flushConsole();
        sink.read().close();
        sink.write().close();
        while (!Log.fileRing().peek().isEmpty()) {
            Log.fileRing().take();
        }
    }

    @AfterEach
    void resetTheLevel() {
        Log.level(LogLevel.INFO);
        Log.onLine(() -> {});
    }

    private static List<String> fileLines() {
        List<String> lines = new ArrayList<>();
        for (String line = Log.fileRing().peek(); !line.isEmpty(); line = Log.fileRing().peek()) {
            lines.add(withoutTime(line));
            Log.fileRing().take();
        }
        return lines;
    }

    private static String withoutTime(String line) {
        assertTrue(line.matches("(?s)keelson \\d+\\.\\d{3} .*"), line);
        return line.substring(line.indexOf(' ', "keelson ".length()) + 1);
    }

    private Pipe console(int capacity) {
        Pipe pipe = descriptors.pipe(capacity);
        log.console(pipe.write());
        return pipe;
    }

    /** {@code act} logs one line. */
    private record Row(Runnable act, String line) {
        @Override
        public String toString() {
            return line;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row(() -> Logger.info("boot: done"), "INFO  boot: done"),
            new Row(() -> Logger.info("container[{}]: status changed, from={}, to={}", "web", 1, null),
                    "INFO  container[web]: status changed, from=1, to=null"),
            new Row(() -> Logger.warn("{} and {}", "one"), "WARN  one and {}"),
            new Row(() -> Logger.debug("x={}", (Supplier<Integer>) () -> 7), "DEBUG x=7"),
            new Row(() -> Logger.debug((Supplier<String>) () -> "lazy"), "DEBUG lazy"),
            new Row(() -> Logger.trace("a {brace} that is no argument"), "TRACE a {brace} that is no argument"),
            new Row(() -> Logger.error(new IllegalStateException("broken"), "worker: failed, key={}", "a"),
                    "ERROR worker: failed, key=a, reason=java.lang.IllegalStateException: broken"),
            new Row(() -> Logger.error(new IllegalStateException("broken"), "worker: failed"),
                    "ERROR worker: failed, reason=java.lang.IllegalStateException: broken"),
            new Row(() -> Logger.error(new IllegalStateException("broken")), "ERROR java.lang.IllegalStateException: broken"),
            new Row(() -> Logger.info("evil[{}]", "a\nkeelson 1.000 ERROR forged\u001b[2J\u0085\u0000"),
                    "INFO  evil[a keelson 1.000 ERROR forged [2J  ]"),
            new Row(() -> Logger.info("größe={}", "∞"), "INFO  größe=∞"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void callBecomesOneLine(Row row) {
        row.act().run();

        assertEquals(List.of(row.line()), fileLines());
    }

    @Test
    void lessImportantLinesAreNotEvenFormatted() {
        Log.level(LogLevel.WARN);
        AtomicInteger formatted = new AtomicInteger();

        Logger.info("x={}", (Supplier<Integer>) formatted::incrementAndGet);
        Logger.debug("no");
        Logger.warn("yes");
        Logger.error("yes too");

        assertEquals(List.of("WARN  yes", "ERROR yes too"), fileLines());
        assertEquals(0, formatted.get());
    }

    @Test
    void everyLineIsAnnouncedOnce() {
        AtomicInteger announced = new AtomicInteger();
        Log.onLine(announced::incrementAndGet);

        Logger.info("one");
        Logger.info("two");

        assertEquals(2, announced.get());
    }

    @Test
    void consoleGetsEveryLineWithACarriageReturn() {
        Pipe pipe = console(4096);
        Logger.info("one");
        Logger.info("two");

        boolean left = log.flushConsole();

        String[] lines = descriptors.available(pipe.read()).split("\r\n");
        assertFalse(left);
        assertEquals(List.of("INFO  one", "INFO  two"), List.of(withoutTime(lines[0]), withoutTime(lines[1])));
    }

    @Test
    void lineWaitsWhileThereIsNoConsole() {
        Log early = new Log(descriptors);
        Logger.info("early");

        assertFalse(early.flushConsole());
        Pipe pipe = descriptors.pipe(4096);
        early.console(pipe.write());
        early.flushConsole();

        assertTrue(descriptors.available(pipe.read()).contains("early"));
    }

    @Test
    void fullConsoleIsNotWaitedForAndGoesOnInTheMiddleOfALine() {
        Pipe pipe = console(10);
        Logger.info("a line that is longer than the console takes at once");
        StringBuilder shown = new StringBuilder();

        int flushes = 0;
        while (log.flushConsole()) {
            shown.append(descriptors.available(pipe.read()));
            flushes++;
        }
        shown.append(descriptors.available(pipe.read()));

        assertTrue(flushes > 3, "flushed " + flushes + " times");
        assertEquals("INFO  a line that is longer than the console takes at once\r\n", withoutTime(shown.toString()));
    }

    @Test
    void stoppedConsoleLosesLinesAndTheFileDoesNot() {
        Pipe pipe = console(10);
        for (int i = 0; i < 400; i++) {
            Logger.info("line {}", i);
            log.flushConsole();
        }

        StringBuilder shown = new StringBuilder();
        for (boolean left = true; left; ) {
            left = log.flushConsole();
            shown.append(descriptors.available(pipe.read()));
        }

        assertEquals(400, fileLines().size());
        List<String> lines = shown.toString().lines().toList();
        assertEquals(258, lines.size()); // one was under way, 256 fitted, and the note
        assertEquals("keelson WARN  log: lost lines, count=143", lines.getLast());
    }

    @Test
    void consoleThatIsGoneIsGivenUp() {
        Pipe pipe = console(4096);
        pipe.read().close();
        Logger.info("one");

        assertFalse(log.flushConsole());
        assertFalse(log.flushConsole());
        assertEquals(List.of("INFO  one"), fileLines());
    }
}
