package org.keelson.supervisor.cli;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keelson ps}: the containers, one a line. */
@Command(name = "ps", description = "Lists the containers.", mixinStandardHelpOptions = true)
final class PsCommand implements Callable<Integer> {
    private static final List<String> HEADINGS =
            List.of("NAME", "GROUP", "STATUS", "GOAL", "POLICY", "PID", "UPTIME", "RESTARTS", "HEALTH", "EXIT");

    private final Session session;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    PsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        String containers = session.ask("GET", "/v1/containers", "");
        if (json) {
            session.terminal().out().println(containers);
        } else {
            session.terminal().out().print(table(containers));
            session.terminal().out().flush();
        }
        return Cli.DONE;
    }

    private static Table table(String containers) throws CommandFailure {
        Table table = new Table(HEADINGS);
        for (JsonObject container : Answers.list(containers, "a list of containers")) {
            table.add(List.of(
                    Answers.text(container, "name"),
                    Answers.text(container, "group"),
                    Answers.status(container),
                    Answers.text(container, "status_goal"),
                    Answers.text(container, "restart_policy"),
                    Answers.text(container, "pid"),
                    Answers.duration(container, "uptime_ms"),
                    Answers.text(container, "restarts"),
                    Answers.text(container, "health"),
                    Answers.text(container, "exit")));
        }
        return table;
    }
}
