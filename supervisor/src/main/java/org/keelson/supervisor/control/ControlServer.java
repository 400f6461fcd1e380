package org.keelson.supervisor.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.socket.UnixSockets;
import org.keelson.supervisor.loop.Loop;

/**
 * Listens on the control sockets and serves their connections; loop thread only, and nothing blocks. What clients can make it hold is
 * bounded: 16 connections of the host, 4 of a container, 48 of all containers; more wait in the backlog. A client that takes longer than
 * 10 seconds for a request, or for taking the answer, is cut. One timer serves all: it runs only while there are connections.
 */
public final class ControlServer {
    private static final int CONTAINERS_CONNECTIONS = 48;
    private static final long PATIENCE_MILLIS = 10_000;
    private static final long ACCEPT_AGAIN_MILLIS = 1_000;

    private final Loop loop;
    private final UnixSockets sockets;
    private final Descriptors descriptors;
    private final Endpoints endpoints;
    private final List<Listener> listeners = new ArrayList<>();
    private int ofContainers;
    private Optional<Loop.Timer> timer = Optional.empty();
    private long timerAt;

    /** Serves nothing until {@link #open} or {@link #adopt}. */
    public ControlServer(Loop loop, UnixSockets sockets, Descriptors descriptors, Subject subject) {
        this(loop, sockets, descriptors, new Endpoints(subject, FaultsEndpoint.BUILT_IN));
    }

    ControlServer(Loop loop, UnixSockets sockets, Descriptors descriptors, Endpoints endpoints) {
        this.loop = loop;
        this.sockets = sockets;
        this.descriptors = descriptors;
        this.endpoints = endpoints;
    }

    /**
     * Listens at a path, replacing what was there, and serves until {@link #close}.
     *
     * @param path at most 107 bytes long
     * @param mode who may connect, for example 0600
     * @param caller who everybody is that connects there
     */
    public Fd open(String path, int mode, Caller caller) {
        Fd listening = sockets.listen(path, mode);
        adopt(listening, caller);
        return listening;
    }

    /** Serves a socket that listens already: after a resume. Connections of before were closed with the old program. */
    public void adopt(Fd listening, Caller caller) {
        Listener listener = new Listener(listening, caller);
        listeners.add(listener);
        loop.watch(listening, Poller.READ, _ -> accept(listener));
    }

    /** Cuts its connections and closes it. */
    public void close(Fd listening) {
        for (int i = listeners.size() - 1; i >= 0; i--) {
            Listener listener = listeners.get(i);
            if (listener.socket == listening) {
                listeners.remove(i);
                closeConnections(listener, Long.MAX_VALUE);
                loop.unwatch(listening);
            }
        }
        listening.close();
    }

    private boolean room(Listener listener) {
        return !listener.full() && (listener.host() || ofContainers < CONTAINERS_CONNECTIONS);
    }

    private void accept(Listener listener) {
        boolean any = false;
        while (room(listener)) {
            Optional<Fd> socket = sockets.accept(listener.socket);
            if (socket.isEmpty()) {
                if (!any) {
                    pause(listener); // no descriptor left: it stays ready, and the loop would spin
                    arm(loop.now() + ACCEPT_AGAIN_MILLIS);
                }
                return;
            }
            any = true;
            listener.connections.add(new Connection(this, listener, socket.get()));
            ofContainers += listener.host() ? 0 : 1;
        }
        pause(listener);
    }

    private void pause(Listener listener) {
        if (!listener.paused) {
            listener.paused = true;
            loop.interest(listener.socket, 0);
        }
    }

    private void resumeAccepting() {
        for (Listener listener : listeners) {
            if (listener.paused && room(listener)) {
                listener.paused = false;
                loop.interest(listener.socket, Poller.READ);
            }
        }
    }

    /** A connection is closed and no longer watched. */
    void closed(Connection connection, Listener listener) {
        listener.connections.remove(connection);
        ofContainers -= listener.host() ? 0 : 1;
        resumeAccepting();
    }

    /** Answers a request; may close this server's sockets on the way, if that is what was ordered. */
    Response answer(Caller caller, Request request) {
        return endpoints.answer(caller, request);
    }

    /** When a client that begins now has had time enough. */
    long deadline() {
        long at = loop.now() + PATIENCE_MILLIS;
        arm(at);
        return at;
    }

    Loop loop() {
        return loop;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    private void arm(long at) {
        if (timer.isEmpty() || at < timerAt) {
            timer.ifPresent(Loop.Timer::cancel);
            timer = Optional.of(loop.at(at, this::sweep));
            timerAt = at;
        }
    }

    private void sweep() {
        timer = Optional.empty();
        long now = loop.now();
        for (Listener listener : listeners) {
            closeConnections(listener, now);
        }
        resumeAccepting();
        for (Listener listener : listeners) {
            for (Connection connection : listener.connections) {
                arm(connection.deadline());
            }
        }
    }

    /** Closes those whose deadline has come; backwards, since each one takes itself out. */
    private static void closeConnections(Listener listener, long now) {
        for (int i = listener.connections.size() - 1; i >= 0; i--) {
            Connection connection = listener.connections.get(i);
            if (connection.deadline() <= now) {
                connection.close();
            }
        }
    }
}
