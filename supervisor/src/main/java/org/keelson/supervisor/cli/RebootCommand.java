package org.keelson.supervisor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code keelson reboot}: returns once the order is accepted, before the machine starts again. */
@Command(name = "reboot", description = "Stops everything and starts the machine again.", mixinStandardHelpOptions = true)
final class RebootCommand implements Callable<Integer> {
    private final KeelsonCommand keelson;
    private final ControlClient client;

    RebootCommand(KeelsonCommand keelson, ControlClient client) {
        this.keelson = keelson;
        this.client = client;
    }

    @Override
    public Integer call() throws CommandFailure {
        client.ask(keelson.socket(), "POST", "/commands", "{\"op\":\"REBOOT_DEVICE\",\"payload\":\"\"}");
        return Cli.DONE;
    }
}
