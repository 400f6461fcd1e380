package org.keelson.supervisor.cli;

import java.io.PrintStream;
import org.keelson.linux.file.LinuxDescriptors;
import org.keelson.linux.socket.LinuxUnixSockets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The command line: {@code keelson ps} and what else {@code keelson --help} lists. Plain text, with or without a terminal. Runs in a
 * process of its own and asks PID 1 through a control socket, as any other client.
 */
public final class Cli {
    /** The exit code of a command that did what it was asked for. */
    static final int DONE = 0;

    /** No connection, refused, or not as it should be. */
    static final int FAILED = 1;

    /** Not a command. */
    static final int USAGE = 2;

    private Cli() {}

    /**
     * Runs one command and returns its exit code: 0 done, 1 not done, for the reason that was written to {@code err}, 2 wrong usage. Blocks
     * until PID 1 has answered, or as long as the command says.
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        LinuxDescriptors descriptors = new LinuxDescriptors();
        Transport transport = new SocketTransport(new LinuxUnixSockets(descriptors), descriptors);
        ControlClient client = new ControlClient(transport, System.getenv());
        return run(args, new Session(new KeelsonCommand(), client, Terminal.of(System.in, out, err), Clock.OF_MACHINE));
    }

    static int run(String[] args, Session session) {
        Terminal terminal = session.terminal();
        CommandLine line = new CommandLine(session.keelson())
                .addSubcommand(new PsCommand(session))
                .addSubcommand(new EventsCommand(session))
                .addSubcommand(new StartCommand(session))
                .addSubcommand(new StopCommand(session))
                .addSubcommand(new RestartCommand(session))
                .addSubcommand(new CheckCommand(session))
                .addSubcommand(new PoweroffCommand(session))
                .addSubcommand(new RebootCommand(session))
                .setExpandAtFiles(false) // an at sign may begin a container's name, and no file of that name is an order
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((thrown, _) -> explain(terminal, thrown))
                .setExecutionExceptionHandler((thrown, _, _) -> complain(terminal, thrown));
        return line.execute(args);
    }

    /** Never "did you mean": a typing error must not be answered with the order to reboot. */
    private static int explain(Terminal terminal, CommandLine.ParameterException thrown) {
        terminal.complain(thrown.getMessage());
        thrown.getCommandLine().usage(terminal.err());
        return USAGE;
    }

    private static int complain(Terminal terminal, Exception thrown) throws Exception {
        if (thrown instanceof CommandFailure) {
            terminal.complain(thrown.getMessage());
            return FAILED;
        }
        throw thrown;
    }
}
