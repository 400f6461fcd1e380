package org.keelson.supervisor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code keelson poweroff}: returns once the order is accepted, before the machine ends. */
@Command(name = "poweroff", description = "Stops everything and ends the machine.", mixinStandardHelpOptions = true)
final class PoweroffCommand implements Callable<Integer> {
    private final Session session;

    PoweroffCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        session.ask("POST", "/commands", "{\"op\":\"POWEROFF_DEVICE\",\"payload\":\"\"}");
        return Cli.DONE;
    }
}
