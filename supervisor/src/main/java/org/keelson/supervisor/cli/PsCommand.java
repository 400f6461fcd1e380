package org.keelson.supervisor.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keelson ps}: the containers, one a line. */
@Command(name = "ps", description = "Lists the containers.", mixinStandardHelpOptions = true)
final class PsCommand implements Callable<Integer> {
    private final KeelsonCommand keelson;
    private final ControlClient client;
    private final PrintWriter out;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    PsCommand(KeelsonCommand keelson, ControlClient client, PrintWriter out) {
        this.keelson = keelson;
        this.client = client;
        this.out = out;
    }

    @Override
    public Integer call() throws CommandFailure {
        String containers = client.ask(keelson.socket(), "GET", "/v1/containers", "");
        if (json) {
            out.println(containers);
        } else {
            out.print(ContainerTable.of(containers));
            out.flush();
        }
        return Cli.DONE;
    }
}
