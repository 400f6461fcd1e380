package org.keelson.supervisor.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.keelson.linux.file.LinuxDescriptors;
import org.keelson.linux.socket.LinuxUnixSockets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The command line: {@code keelson ps}, {@code keelson poweroff}, {@code keelson reboot}. Plain text, with or without a terminal. Runs in a
 * process of its own and asks PID 1 through a control socket, as any other client.
 */
public final class Cli {
    /** The exit code of a command that did what it was asked for. */
    static final int DONE = 0;

    /** No connection, or refused. */
    static final int FAILED = 1;

    /** Not a command. */
    static final int USAGE = 2;

    private Cli() {}

    /** Runs one command and returns its exit code: 0 done, 1 no connection or refused, 2 wrong usage. Blocks until PID 1 has answered. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        LinuxDescriptors descriptors = new LinuxDescriptors();
        Transport transport = new SocketTransport(new LinuxUnixSockets(descriptors), descriptors);
        return run(args, out, err, new ControlClient(transport, System.getenv()));
    }

    static int run(String[] args, PrintStream out, PrintStream err, ControlClient client) {
        PrintWriter answers = new PrintWriter(out, true, StandardCharsets.UTF_8);
        PrintWriter complaints = new PrintWriter(err, true, StandardCharsets.UTF_8);
        KeelsonCommand keelson = new KeelsonCommand();
        CommandLine line = new CommandLine(keelson)
                .addSubcommand(new PsCommand(keelson, client, answers))
                .addSubcommand(new PoweroffCommand(keelson, client))
                .addSubcommand(new RebootCommand(keelson, client))
                .setOut(answers)
                .setErr(complaints)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((thrown, _) -> explain(complaints, thrown))
                .setExecutionExceptionHandler((thrown, _, _) -> complain(complaints, thrown));
        return line.execute(args);
    }

    /** Never "did you mean": a typing error must not be answered with the order to reboot. */
    private static int explain(PrintWriter complaints, CommandLine.ParameterException thrown) {
        complaints.println("keelson: " + thrown.getMessage());
        thrown.getCommandLine().usage(complaints);
        return USAGE;
    }

    private static int complain(PrintWriter complaints, Exception thrown) throws Exception {
        if (thrown instanceof CommandFailure) {
            complaints.println("keelson: " + thrown.getMessage());
            return FAILED;
        }
        throw thrown;
    }
}
