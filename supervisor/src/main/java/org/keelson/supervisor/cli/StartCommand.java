package org.keelson.supervisor.cli;

import picocli.CommandLine.Command;

/** {@code keelson start}. */
@Command(name = "start", description = "Starts containers that are stopped.", mixinStandardHelpOptions = true)
final class StartCommand extends ActionCommand {
    StartCommand(Session session) {
        super(Action.START, session);
    }
}
