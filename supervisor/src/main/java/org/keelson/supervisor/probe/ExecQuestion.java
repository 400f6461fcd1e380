package org.keelson.supervisor.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keelson.backend.lxc.Attachment;
import org.keelson.backend.lxc.config.ConfigText;
import org.keelson.linux.Errno;
import org.keelson.linux.event.LinuxPoller;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Descriptors.Pipe;
import org.keelson.linux.file.Fd;
import org.keelson.linux.process.Alarm;
import org.keelson.linux.process.Exit;
import org.keelson.linux.process.LinuxProcesses;

/** A program in the container, which is asked by running it: what it starts and leaves ends with it, what it writes is read to its end. */
final class ExecQuestion {
    private static final int PIPE_BYTES = 64 * 1024;
    private static final int CHUNK_BYTES = 4096;
    private static final int SHOWN_BYTES = 200;

    private final Descriptors descriptors;
    private final String container;
    private final String lxcPath;
    private final String config;
    private final String folder;

    /** @param lxcPath and what follows: see {@link Attachment.Request} */
    ExecQuestion(Descriptors descriptors, String container, String lxcPath, String config, String folder) {
        this.descriptors = descriptors;
        this.container = container;
        this.lxcPath = lxcPath;
        this.config = config;
        this.folder = folder;
    }

    /**
     * What is wrong, if anything. An alarm must be set: it is the bound for all of this.
     *
     * @param variable {@code container=…}, which the init got from its shim; all others are in the configuration
     */
    Optional<String> ask(String variable, List<String> arguments) {
        Tail output = new Tail(SHOWN_BYTES);
        Pipe pipe = descriptors.pipe(PIPE_BYTES);
        try (Fd _ = pipe.read(); Attachment program = begin(pipe, variable, arguments)) {
            pipe.write().close();
            return verdict(await(program, pipe, output), arguments.getFirst()).map(output::after);
        } catch (Attachment.Refused e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of("no configuration: " + e.getMessage());
        }
    }

    private Attachment begin(Pipe pipe, String variable, List<String> arguments) throws Attachment.Refused, IOException {
        ConfigText text = ConfigText.parse(Files.readString(Path.of(config)));
        int output = pipe.write().number();
        return Attachment.begin(new LinuxProcesses(), descriptors, new Attachment.Request(container, lxcPath, text, folder,
                List.of(variable), arguments, new Attachment.Streams(0, output, output)));
    }

    /** From here on this process looks at the time itself: an alarm would leave what the program has started. */
    private Attachment.End await(Attachment program, Pipe pipe, Tail output) {
        long end = System.nanoTime() / 1_000_000 + Alarm.cancel();
        try (Poller poller = new LinuxPoller(descriptors)) {
            poller.add(program.process(), Poller.READ);
            poller.add(pipe.read(), Poller.READ);
            boolean open = true;
            for (long left = end - System.nanoTime() / 1_000_000; left > 0; left = end - System.nanoTime() / 1_000_000) {
                poller.await(left);
                Optional<Attachment.End> ended = program.end();
                int count = open ? output.take(descriptors, pipe.read(), CHUNK_BYTES) : 0;
                if (ended.isPresent()) {
                    output.take(descriptors, pipe.read(), PIPE_BYTES);
                    return ended.get();
                }
                if (open && count == 0) {
                    poller.remove(pipe.read()); // closed, yet the program goes on
                    open = false;
                }
            }
        }
        program.kill();
        Alarm.ring();
        throw new IllegalStateException("SIGALRM did not end this process");
    }

    private static Optional<String> verdict(Attachment.End end, String program) {
        return switch (end) {
            case Attachment.End.Ended(Exit.Status status) ->
                    status instanceof Exit.Status.Exited(int code) && code == 0 ? Optional.empty() : Optional.of(status.toString());
            case Attachment.End.NotExecuted(int errno) -> Optional.of("execute " + program + ": " + Errno.describe(errno));
            case Attachment.End.NotEntered(String reason) -> Optional.of(reason);
        };
    }
}
