package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.keelson.linux.LinuxException;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.supervisor.loop.Loop;
import org.keelson.supervisor.loop.Workers;
import org.keelson.supervisor.loop.Workers.Outcome;
import org.tinylog.Logger;

/**
 * Moves what a container writes from its pipe to its log file. The bytes are spliced by a worker and never enter this process, so that a
 * resume loses none. A full file is renamed to {@code .1} and a new one begun: a container's output takes at most twice the bound. A disk
 * that does not keep up makes the pipe full, and the container wait; one that takes nothing, being full or broken, loses output: a pipe
 * that nobody reads would end the programs that write to it.
 */
final class LogPump {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Loop loop;
    private final Workers workers;
    private final Descriptors descriptors;
    private final String container;
    private final Fd pipe;
    private final Path file;
    private final long maxBytes;
    private final Runnable onEnd;
    private boolean losing;

    /** @param onEnd called on the loop when the last writer is gone and everything is written */
    LogPump(Loop loop, Workers workers, Descriptors descriptors, String container, Fd pipe, Path file, long maxBytes, Runnable onEnd) {
        this.loop = loop;
        this.workers = workers;
        this.descriptors = descriptors;
        this.container = container;
        this.pipe = pipe;
        this.file = file;
        this.maxBytes = maxBytes;
        this.onEnd = onEnd;
    }

    /** Waits for output. */
    void start() {
        loop.watch(pipe, Poller.READ, _ -> move());
    }

    private void move() {
        loop.unwatch(pipe); // level triggered: it would wake the loop again while the worker is at it
        workers.submit("log:" + container, this::splice, outcome -> {
            switch (outcome) {
                case Outcome.Done<Boolean>(Boolean end) when !end -> start();
                case Outcome.Done<Boolean> _ -> onEnd.run();
                case Outcome.Failed<Boolean>(Exception reason) -> {
                    Logger.error("container[{}]: log stopped, reason={}", container, reason.getMessage());
                    onEnd.run();
                }
            }
        });
    }

    /** Moves what is there; true at the end of the pipe. Worker. */
    private boolean splice() {
        try {
            boolean end = store();
            losing = false;
            return end;
        } catch (IOException | LinuxException e) {
            if (!losing) {
                Logger.error("container[{}]: output is lost, reason={}", container, e.getMessage());
            }
            losing = true;
            return discard();
        }
    }

    private boolean discard() {
        try (Fd nowhere = descriptors.open("/dev/null", Descriptors.Access.WRITE)) {
            return descriptors.splice(pipe, nowhere, CHUNK_BYTES) == 0;
        }
    }

    private boolean store() throws IOException {
        Files.createDirectories(file.getParent());
        try (Fd out = descriptors.open(file.toString(), Descriptors.Access.WRITE)) {
            long size = descriptors.seekEnd(out);
            while (size < maxBytes) {
                int count = descriptors.splice(pipe, out, CHUNK_BYTES);
                if (count <= 0) {
                    return count == 0;
                }
                size += count;
            }
        }
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        return false;
    }
}
