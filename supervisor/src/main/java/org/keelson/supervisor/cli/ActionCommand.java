package org.keelson.supervisor.cli;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code keelson start}, {@code stop} and {@code restart}: says nothing unless something goes wrong. If one of the names is no container's,
 * nothing is done to any: it may be a typing error. A container that is refused does not keep the others from what was asked for.
 */
abstract class ActionCommand implements Callable<Integer> {
    private static final int DEFAULT_SECONDS = 60;
    private static final int MOST_SECONDS = 86_400;

    private final Action action;
    private final Session session;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "The containers.")
    private List<String> names;

    @Option(names = "--wait", description = "Returns when it is done, not when it is accepted.")
    private boolean wait;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long --wait waits for all of them; 60 if not given.")
    private String timeout; // not an Integer: picocli would have all of it kept for reflection

    @Spec
    private CommandSpec spec;

    ActionCommand(Action action, Session session) {
        this.action = action;
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        int seconds = seconds();
        Map<String, Long> starts = starts();
        List<String> failures = new ArrayList<>();
        List<String> accepted = new ArrayList<>();
        for (String name : starts.keySet()) {
            order(name).ifPresentOrElse(failures::add, () -> accepted.add(name));
        }
        if (wait) {
            ActionWait waiting = new ActionWait(action, session, seconds);
            for (String name : accepted) {
                waiting.failure(name, starts.get(name)).ifPresent(failures::add);
            }
        }
        failures.forEach(session.terminal()::complain);
        return failures.isEmpty() ? Cli.DONE : Cli.FAILED;
    }

    private int seconds() {
        if (timeout == null) {
            return DEFAULT_SECONDS;
        }
        if (!wait) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--timeout has no meaning without --wait");
        }
        try {
            int seconds = Integer.parseInt(timeout);
            if (seconds >= 1 && seconds <= MOST_SECONDS) {
                return seconds;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new CommandLine.ParameterException(spec.commandLine(), "--timeout is no number from 1 to " + MOST_SECONDS + ": " + timeout);
    }

    /** The containers that were named, each once, and how often they were started so far. */
    private Map<String, Long> starts() throws CommandFailure {
        List<JsonObject> containers = Answers.list(session.ask("GET", "/v1/containers", ""), "a list of containers");
        Map<String, Long> starts = new LinkedHashMap<>();
        for (String name : names) {
            starts.put(ControlClient.segment(name), starts(name, containers));
        }
        return starts;
    }

    private static long starts(String name, List<JsonObject> containers) throws CommandFailure {
        for (JsonObject container : containers) {
            if (Answers.text(container, "name").equals(name)) {
                return Answers.number(container, "starts");
            }
        }
        throw new CommandFailure("no container is named " + name);
    }

    /** Asks for the action and says why it is not to be, if it is not. */
    private Optional<String> order(String name) {
        try {
            session.ask("PUT", "/containers/" + name, "{\"action\":\"" + action.word() + "\"}");
            return Optional.empty();
        } catch (CommandFailure e) {
            return Optional.of(name + ": " + e.getMessage());
        }
    }
}
