package org.keelson.supervisor.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code keelson} without a command: says what there is. Holds the options that every command has. */
@Command(
        name = "keelson",
        version = "keelson " + KeelsonCommand.VERSION,
        description = "Shows and steers the containers of this device.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class KeelsonCommand implements Callable<Integer> {
    /** The version of this executable. */
    static final String VERSION = "0.1.0";

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            scope = ScopeType.INHERIT,
            description = "The control socket; else $" + ControlClient.VARIABLE + ", " + ControlClient.ON_HOST + " or "
                    + ControlClient.IN_CONTAINER + ".")
    private String socket;

    @Spec
    private CommandSpec spec;

    /** The socket that was named, if one was. */
    Optional<String> socket() {
        return Optional.ofNullable(socket);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Cli.USAGE;
    }
}
