package org.keelson.supervisor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.keelson.config.Parsed;
import org.keelson.config.json.Limits;
import org.keelson.config.state.RevisionState;
import org.keelson.config.state.StateReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keelson check}: whether a state would be accepted, with the reader that PID 1 has; asks nobody. */
@Command(name = "check", description = "Checks a state before a device has to run it.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "A state's JSON; - for standard input.")
    private String file;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        byte[] state = read();
        long began = session.clock().nanos();
        Parsed<RevisionState> parsed = StateReader.read(state);
        CheckReport report = new CheckReport(parsed, session.clock().nanos() - began);
        if (json) {
            session.terminal().out().println(report.json());
        } else {
            session.terminal().out().print(report.text(file));
            session.terminal().out().flush();
        }
        return parsed instanceof Parsed.Ok<RevisionState> ? Cli.DONE : Cli.FAILED;
    }

    private byte[] read() throws CommandFailure {
        int most = Limits.STATE.maxBytes() + 1; // one more than allowed: the reader says so
        try {
            if (file.equals(STANDARD_INPUT)) {
                return session.terminal().in().readNBytes(most);
            }
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return in.readNBytes(most);
            }
        } catch (NoSuchFileException _) {
            throw new CommandFailure(file + ": file is missing");
        } catch (IOException | InvalidPathException e) {
            throw new CommandFailure(file + ": cannot be read: " + e.getMessage());
        }
    }
}
