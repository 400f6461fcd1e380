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

/** Writes this program's own log to storage, by a worker, bounded as the containers' logs are. */
public final class LogFile {
    private final Workers workers;
    private Path file = Path.of("/dev/null");
    private final long maxBytes;
    private boolean writing;
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
        workers.submit("log", this::write, _ -> {
            writing = false;
            flush();
        });
    }

    /** Nothing is written any more: storage is about to be unmounted. */
    public void close() {
        open = false;
    }

    private boolean write() throws IOException {
        Files.createDirectories(file.getParent());
        StringBuilder text = new StringBuilder();
        LogRing ring = Log.fileRing();
        for (String line = ring.peek(); !line.isEmpty(); line = ring.peek()) {
            text.append(line).append('\n');
            ring.take();
        }
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (Files.size(file) > maxBytes) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return true;
    }
}
