package org.keelson.supervisor.control;

import org.keelson.linux.LinuxException;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Fd;

/**
 * One client: reads, answers, writes; loop thread only. One request a turn, however many were sent ahead, and nothing is read while an
 * answer waits to be taken: a client can only slow itself down. Being ready without reason does no harm.
 */
final class Connection {
    private static final byte[] NOTHING = {};
    /** How much of what was sent ahead is thrown away before a refusal, so that the client is not cut off while it still sends. */
    private static final int DISCARDED_READS = 16;

    private final ControlServer server;
    private final Listener listener;
    private final Fd socket;
    private final RequestInput input = new RequestInput();
    private final RequestReader reader = new RequestReader(input);
    private byte[] output = NOTHING;
    private int sent;
    private boolean last;
    private boolean ended;
    private int interest = Poller.READ;
    private long deadline;

    /** Begins to wait for a request. */
    Connection(ControlServer server, Listener listener, Fd socket) {
        this.server = server;
        this.listener = listener;
        this.socket = socket;
        deadline = server.deadline();
        server.loop().watch(socket, interest, this::ready);
    }

    /** When it is cut, unless it gets on. */
    long deadline() {
        return deadline;
    }

    /** Closes it, whatever the state. */
    void close() {
        server.loop().unwatch(socket);
        socket.close();
        server.closed(this, listener);
    }

    private void ready(int readiness) {
        if (output.length > 0) {
            flush();
        } else {
            if ((readiness & Poller.READ) != 0 && !ended) {
                receive();
            }
            if (socket.open()) {
                advance();
            }
        }
    }

    private boolean receive() {
        try {
            int count = input.receive(server.descriptors(), socket);
            ended = count == 0;
            return count > 0;
        } catch (LinuxException _) {
            close(); // reset by the client, which is its right and no news
            return false;
        }
    }

    private void advance() {
        switch (reader.next()) {
            case RequestReader.Progress.Incomplete() -> awaitMore();
            case RequestReader.Progress.Awaited() -> send(Response.interim(), false);
            case RequestReader.Progress.Unreadable(Response refusal) -> refuse(refusal);
            case RequestReader.Progress.Complete(Request request) -> answer(request);
        }
    }

    private void awaitMore() {
        if (!ended) {
            watch(Poller.READ);
        } else if (input.hasData()) {
            refuse(reader.unreadable().response());
        } else {
            close();
        }
    }

    private void answer(Request request) {
        Response response = server.answer(listener.caller, request);
        if (socket.open()) {
            send(response.bytes(request.keepAlive(), request.headOnly()), !request.keepAlive());
        }
    }

    private void refuse(Response refusal) {
        input.clear();
        for (int i = 0; i < DISCARDED_READS && !ended && receive(); i++) {
            input.clear();
        }
        if (socket.open()) {
            send(refusal.bytes(false, false), true);
        }
    }

    private void send(byte[] bytes, boolean thenClose) {
        output = bytes;
        sent = 0;
        last = thenClose;
        deadline = server.deadline();
        flush();
    }

    private void flush() {
        try {
            while (sent < output.length) {
                int count = server.descriptors().write(socket, output, sent, output.length - sent);
                if (count <= 0) {
                    watch(Poller.WRITE);
                    return;
                }
                sent += count;
            }
        } catch (LinuxException _) {
            close(); // gone before it took its answer
            return;
        }
        output = NOTHING;
        if (last || ended && !input.hasData()) {
            close();
        } else {
            deadline = server.deadline();
            watch(input.hasData() || ended ? Poller.WRITE : Poller.READ); // there is room to write: the next turn goes on
        }
    }

    private void watch(int wanted) {
        if (interest != wanted) {
            interest = wanted;
            server.loop().interest(socket, wanted);
        }
    }
}
