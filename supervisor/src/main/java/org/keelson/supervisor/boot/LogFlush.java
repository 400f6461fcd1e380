package org.keelson.supervisor.boot;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Fd;
import org.keelson.supervisor.effect.LogFile;
import org.keelson.supervisor.log.Log;
import org.keelson.supervisor.loop.Loop;

/** Brings lines to the file and to the console: at once where it takes them, else when it is writable again. */
final class LogFlush {
    private final Loop loop;
    private final Log log;
    private final LogFile file;
    private final Optional<Fd> console;
    private final AtomicBoolean requested = new AtomicBoolean();
    private boolean waiting;

    LogFlush(Loop loop, Log log, LogFile file, Optional<Fd> console) {
        this.loop = loop;
        this.log = log;
        this.file = file;
        this.console = console;
    }

    /** There are lines. Any thread. */
    void request() {
        if (requested.compareAndSet(false, true)) {
            loop.post(() -> {
                requested.set(false);
                flush();
            });
        }
    }

    private void flush() {
        file.flush();
        boolean left = log.flushConsole();
        if (console.isPresent() && left != waiting) {
            waiting = left;
            if (left) {
                loop.watch(console.get(), Poller.WRITE, _ -> flush());
            } else {
                loop.unwatch(console.get());
            }
        }
    }
}
