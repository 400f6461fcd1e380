package org.keelson.tests.vm;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** QEMU's own protocol: a line of JSON each way. */
final class Qmp {
    private Qmp() {}

    static void execute(Path socket, String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            in.readLine(); // the greeting
            ask(channel, in, "{\"execute\": \"qmp_capabilities\"}");
            ask(channel, in, command);
        }
    }

    private static void ask(SocketChannel channel, BufferedReader in, String command) throws IOException {
        channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
        String answer = in.readLine();
        while (answer != null && answer.startsWith("{\"timestamp\"")) { // an event
            answer = in.readLine();
        }
        if (answer == null || !answer.startsWith("{\"return\"")) {
            throw new IOException(command + ": " + answer);
        }
    }
}
