package org.keelson.linux.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Fd;
import org.keelson.linux.socket.ServerSockets;

/**
 * {@link ServerSockets} in memory; a unix socket is an empty file as well. They are known by address: {@code 0.0.0.0:80}, or the path. The
 * test plays those who come, and the programs that take them.
 */
public final class FakeServerSockets implements ServerSockets {
    private static final int EADDRINUSE = 98;

    private final FakeDescriptors descriptors;
    private final Map<String, Server> servers = new TreeMap<>();

    private final class Server extends FakeObject {
        private final String name;
        private int waiting;
        private boolean shutDown;

        private Server(String name) {
            this.name = name;
        }

        @Override
        boolean readable() {
            return waiting > 0;
        }

        @Override
        boolean writable() {
            return false;
        }

        @Override
        boolean hungUp() {
            return shutDown;
        }

        @Override
        void released() {
            servers.remove(name, this);
        }
    }

    /** @param descriptors where the sockets made here are kept */
    public FakeServerSockets(FakeDescriptors descriptors) {
        this.descriptors = descriptors;
    }

    /** The addresses and paths of all that are open. */
    public Set<String> open() {
        return Set.copyOf(servers.keySet());
    }

    /** Somebody connects, or sends. */
    public void arrive(String name) {
        servers.get(name).waiting++;
    }

    /** The program that was given the socket takes everybody who waits. */
    public void serve(String name) {
        servers.get(name).waiting = 0;
    }

    /** The program that was given the socket ends it for everybody: {@code shutdown(2)}. */
    public void shutDown(String name) {
        servers.get(name).shutDown = true;
    }

    @Override
    public Fd inet(Type type, byte[] address, int port) {
        String name = IntStream.range(0, address.length).mapToObj(i -> Integer.toString(address[i] & 0xff))
                .collect(Collectors.joining(".")) + ":" + port;
        if (servers.containsKey(name)) {
            throw new LinuxException("bind", name, EADDRINUSE);
        }
        return add(name);
    }

    @Override
    public Fd unix(Type type, String path, int mode) {
        try {
            Files.write(Path.of(path), new byte[0]);
            return add(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Fd add(String name) {
        Server server = new Server(name);
        servers.put(name, server);
        return descriptors.add(server);
    }
}
