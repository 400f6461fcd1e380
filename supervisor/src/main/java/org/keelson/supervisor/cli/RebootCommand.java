package org.keelson.supervisor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code keelson reboot}: returns once the order is accepted, before the machine starts again. */
@Command(name = "reboot", description = "Stops everything and starts the machine again.", mixinStandardHelpOptions = true)
final class RebootCommand implements Callable<Integer> {
    private final Session session;

    RebootCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws CommandFailure {
        session.ask("POST", "/commands", "{\"op\":\"REBOOT_DEVICE\",\"payload\":\"\"}");
        return Cli.DONE;
    }
}
