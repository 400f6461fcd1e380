package org.keelson.supervisor.cli;

import picocli.CommandLine.Command;

/** {@code keelson stop}. */
@Command(name = "stop", description = "Stops containers and leaves them stopped.", mixinStandardHelpOptions = true)
final class StopCommand extends ActionCommand {
    StopCommand(Session session) {
        super(Action.STOP, session);
    }
}
