package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.keelson.supervisor.log.Log;
import org.keelson.supervisor.log.LogRing;
import org.keelson.supervisor.loop.Workers;
import org.keelson.supervisor.loop.Workers.Outcome;
import org.tinylog.Logger;

/** Writes this program's own log to storage, by a worker, bounded as the containers' logs are. */
public final class LogFile {
    /** The key of its worker: what is submitted under it runs after the lines before it. */
    public static final String WORKER = "log";

    private final Workers workers;
    private Path file = Path.of("/dev/null");
    private final long maxBytes;
    private final StringBuilder unwritten = new StringBuilder();
    private boolean writing;
    private boolean failing;
    private boolean open;

    /** @param maxBytes of one file; two are kept */
    public LogFile(Workers workers, long maxBytes) {
        this.workers = workers;
        this.maxBytes = maxBytes;
    }

    /** Storage is there: lines are written to this file from now on. */
    public void open(Path path) {
        file = path;
        open = true;
        flush();
    }

    /** Starts a worker if there are lines and none is at it. Loop thread. */
    public void flush() {
        if (writing || !open || Log.fileRing().peek().isEmpty()) {
            return;
        }
        writing = true;
        workers.submit(WORKER, this::write, outcome -> {
            writing = false;
            switch (outcome) {
                case Outcome.Done<Boolean> _ -> {
                    failing = false;
                    flush();
                }
                case Outcome.Failed<Boolean>(Exception reason) -> failed(reason);
            }
        });
    }

    /** The next line tries again; at once would be again and again. Said once, since saying it is a next line. */
    private void failed(Exception reason) {
        if (!failing) {
            failing = true;
            Logger.error("log: storage takes no lines, reason={}", reason);
        }
    }

    /** Nothing is written any more: storage is about to be unmounted. */
    public void close() {
        open = false;
    }

    private boolean write() throws IOException {
        Files.createDirectories(file.getParent());
        LogRing ring = Log.fileRing();
        if (unwritten.isEmpty()) { // else the ring counts what it loses
            for (String line = ring.peek(); !line.isEmpty(); line = ring.peek()) {
                unwritten.append(line).append('\n');
                ring.take();
            }
        }
        Files.writeString(file, unwritten, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        unwritten.setLength(0);
        if (Files.size(file) > maxBytes) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return true;
    }
}
