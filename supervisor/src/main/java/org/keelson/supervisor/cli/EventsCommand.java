package org.keelson.supervisor.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keelson events}: what became of a container lately, the oldest first. */
@Command(name = "events", description = "Lists the latest changes of a container.", mixinStandardHelpOptions = true)
final class EventsCommand implements Callable<Integer> {
    private static final List<String> HEADINGS = List.of("WHEN", "CHANGE", "CAUSE");

    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The container.")
    private String name;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    EventsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        String changes = session.ask("GET", "/v1/containers/" + ControlClient.segment(name) + "/events", "");
        if (json) {
            session.terminal().out().println(changes);
        } else {
            session.terminal().out().print(table(changes));
            session.terminal().out().flush();
        }
        return Cli.DONE;
    }

    private static Table table(String changes) throws CommandFailure {
        Table table = new Table(HEADINGS);
        for (JsonObject change : Answers.list(changes, "a list of changes")) {
            table.add(List.of(
                    Answers.duration(change, "ago_ms") + " ago",
                    Answers.text(change, "from") + " → " + Answers.text(change, "to"),
                    Answers.text(change, "cause")));
        }
        return table;
    }
}
