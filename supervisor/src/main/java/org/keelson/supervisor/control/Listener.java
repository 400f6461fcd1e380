package org.keelson.supervisor.control;

import java.util.ArrayList;
import java.util.List;
import org.keelson.linux.file.Fd;

/** A listening socket and its connections; loop thread only. */
final class Listener {
    private static final int HOST_CONNECTIONS = 16;
    private static final int CONTAINER_CONNECTIONS = 4;

    final Fd socket;
    final Caller caller;
    final List<Connection> connections = new ArrayList<>();
    /** True while new connections have to wait in the backlog. */
    boolean paused;

    Listener(Fd socket, Caller caller) {
        this.socket = socket;
        this.caller = caller;
    }

    boolean host() {
        return caller instanceof Caller.Host;
    }

    boolean full() {
        return connections.size() >= (host() ? HOST_CONNECTIONS : CONTAINER_CONNECTIONS);
    }
}
