package org.keelson.supervisor.cli;

import picocli.CommandLine.Command;

/** {@code keelson restart}. */
@Command(name = "restart", description = "Stops containers and starts them again.", mixinStandardHelpOptions = true)
final class RestartCommand extends ActionCommand {
    RestartCommand(Session session) {
        super(Action.RESTART, session);
    }
}
