package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.keelson.config.state.Container;
import org.keelson.config.state.ListeningSocket;
import org.keelson.config.state.ListeningSocket.Address;
import org.keelson.linux.LinuxException;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Fd;
import org.keelson.linux.socket.ServerSockets;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.loop.Loop;
import org.tinylog.Logger;

/**
 * The sockets that PID 1 listens on for containers. They are kept as {@code socket/<container>/<n>}, so they outlive the container and this
 * program, and whoever comes meanwhile waits in them. Nothing is accepted or read here; that somebody is there is all that is seen. Loop
 * thread.
 */
final class ListeningSockets {
    /** Who may see the folder, may connect: it shows in no container that did not mount it, and users there have any id. */
    private static final int MODE = 0666;

    private final Loop loop;
    private final Memory memory;
    private final ServerSockets servers;
    private final Layout layout;
    private final BiConsumer<String, ContainerEvent> events;
    private final Map<String, List<Fd>> watched = new HashMap<>();

    /** @param events where results go */
    ListeningSockets(Loop loop, Memory memory, ServerSockets servers, Layout layout, BiConsumer<String, ContainerEvent> events) {
        this.loop = loop;
        this.memory = memory;
        this.servers = servers;
        this.layout = layout;
        this.events = events;
    }

    /** Opens those of a container that are not open already, and watches none any more. If one cannot be opened, all are closed. */
    void open(Container container) throws IOException {
        String name = container.name();
        unwatch(name);
        List<ListeningSocket> wanted = container.execution().sockets();
        try {
            for (int i = 0; i < wanted.size(); i++) {
                if (memory.kept(key(name, i)).isEmpty()) {
                    memory.keep(key(name, i), open(name, wanted.get(i)));
                }
            }
        } catch (IOException | LinuxException e) {
            close(name);
            throw e;
        }
    }

    private Fd open(String container, ListeningSocket socket) throws IOException {
        ServerSockets.Type type = switch (socket.kind()) {
            case STREAM -> ServerSockets.Type.STREAM;
            case DATAGRAM -> ServerSockets.Type.DATAGRAM;
            case SEQPACKET -> ServerSockets.Type.SEQPACKET;
        };
        return switch (socket.address()) {
            case Address.Inet(var ip, int port) -> servers.inet(type, ip.bytes(), port);
            case Address.Unix(String file) -> {
                Path folder = layout.sockets(container);
                Files.createDirectories(folder); // on the run-time tmpfs: does not block
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                yield servers.unix(type, folder.resolve(file).toString(), MODE);
            }
        };
    }

    /** All of a container, in the order of the state; fewer if they were not opened. */
    List<Fd> of(String container) {
        List<Fd> sockets = new ArrayList<>();
        for (int i = 0; memory.kept(key(container, i)).isPresent(); i++) {
            sockets.add(memory.kept(key(container, i)).get());
        }
        return sockets;
    }

    /** Opens them, and tells Connected once, when somebody is at one that activates; at once if somebody is there already. */
    void watch(Container container) {
        String name = container.name();
        try {
            open(container);
        } catch (IOException | LinuxException e) {
            events.accept(name, new ContainerEvent.ListenFailed(String.valueOf(e.getMessage())));
            return;
        }
        List<ListeningSocket> sockets = container.execution().sockets();
        List<Fd> activating = new ArrayList<>();
        for (int i = 0; i < sockets.size(); i++) {
            if (sockets.get(i).activate()) {
                activating.add(memory.kept(key(name, i)).orElseThrow());
            }
        }
        watched.put(name, activating);
        activating.forEach(socket -> loop.watch(socket, Poller.READ, readiness -> ready(container, readiness)));
    }

    private void ready(Container container, int readiness) {
        if ((readiness & Poller.WRITE) != 0) { // hung up: the program before has shut it down for everybody
            Logger.warn("container[{}]: opened its sockets anew, since one was shut down", container.name());
            close(container.name());
            watch(container);
            return;
        }
        unwatch(container.name());
        events.accept(container.name(), new ContainerEvent.Connected());
    }

    private void unwatch(String container) {
        List<Fd> sockets = watched.remove(container);
        if (sockets != null) {
            sockets.forEach(loop::unwatch);
        }
    }

    /** Closes them; who waits in them is turned away. */
    void close(String container) {
        unwatch(container);
        for (int i = of(container).size() - 1; i >= 0; i--) { // the last first: a resume in between finds no gap
            memory.close(key(container, i));
        }
        try {
            unlinkAll(layout.sockets(container));
        } catch (IOException e) {
            Logger.warn("container[{}]: could not remove its sockets, reason={}", container, e.getMessage());
        }
    }

    /** The folder stays: who has mounted it, sees the next sockets too. */
    private static void unlinkAll(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String key(String container, int index) {
        return "socket/" + container + "/" + index;
    }
}
