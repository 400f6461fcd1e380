package org.keelson.linux.testing;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.socket.UnixSockets;

/** {@link UnixSockets} in memory: stream sockets at paths, and pairs whose messages carry a pid and a descriptor. */
public final class FakeUnixSockets implements UnixSockets {
    private static final int DEFAULT_CAPACITY = 64 * 1024;
    private static final int BACKLOG = 64;
    private static final int PATH_BYTES = 107;
    private static final int QUEUED_MESSAGES = 16;
    private static final int TEXT_BYTES = 64;

    private final FakeDescriptors descriptors;
    private final Map<String, Listening> byPath = new HashMap<>();
    private final Map<String, Integer> modes = new HashMap<>();
    private int capacity = DEFAULT_CAPACITY;
    private boolean acceptFails;

    private static final class Listening extends FakeObject {
        private final ArrayDeque<Stream> backlog = new ArrayDeque<>();
        private boolean closed;

        @Override
        boolean readable() {
            return !backlog.isEmpty();
        }

        @Override
        void released() {
            closed = true;
            backlog.forEach(Stream::released);
        }
    }

    /** One end of a connected stream socket. */
    private static final class Stream extends FakeObject {
        private final ByteQueue incoming;
        private final boolean blocking;
        private Stream peer;
        private boolean closed;
        private boolean ended;

        Stream(int capacity, boolean blocking) {
            this.incoming = new ByteQueue(capacity);
            this.blocking = blocking;
        }

        @Override
        boolean readable() {
            return incoming.size() > 0 || peer.closed || peer.ended;
        }

        @Override
        boolean writable() {
            return peer.closed || peer.incoming.room() > 0;
        }

        @Override
        boolean hungUp() {
            return peer.closed;
        }

        @Override
        boolean blocking() {
            return blocking;
        }

        @Override
        int read(byte[] buffer, int offset, int length) {
            if (incoming.size() > 0) {
                return incoming.take(buffer, offset, length);
            }
            return peer.closed || peer.ended ? 0 : Descriptors.WOULD_BLOCK;
        }

        @Override
        int write(byte[] buffer, int offset, int length) {
            if (peer.closed) {
                throw new LinuxException("write", "socket", Errno.EPIPE);
            }
            return peer.incoming.room() == 0 && length > 0
                    ? Descriptors.WOULD_BLOCK
                    : peer.incoming.put(buffer, offset, length);
        }

        @Override
        void released() {
            closed = true;
        }
    }

    private record Sent(String text, int pid, List<FakeObject> passed) {}

    /** One end of a pair. */
    private static final class Packets extends FakeObject {
        private final ArrayDeque<Sent> incoming = new ArrayDeque<>();
        private Packets peer;
        private boolean closed;

        @Override
        boolean readable() {
            return !incoming.isEmpty() || peer.closed;
        }

        @Override
        boolean writable() {
            return peer.closed || peer.incoming.size() < QUEUED_MESSAGES;
        }

        @Override
        boolean hungUp() {
            return peer.closed;
        }

        @Override
        void released() {
            closed = true;
        }
    }

    /** @param descriptors where the sockets made here are kept */
    public FakeUnixSockets(FakeDescriptors descriptors) {
        this.descriptors = descriptors;
    }

    /** How many bytes a stream connected from now on takes before its writer has to wait, per direction. */
    public void streamCapacity(int bytes) {
        capacity = bytes;
    }

    /** Whether accept fails although somebody waits, as when no descriptor is left. */
    public void acceptFails(boolean fails) {
        acceptFails = fails;
    }

    /** The mode of the socket at a path, or nothing. */
    public Optional<Integer> mode(String path) {
        return Optional.ofNullable(modes.get(path));
    }

    /** Ends the output of a stream but not its input: {@code shutdown(2)}. */
    public void shutDownOutput(Fd stream) {
        synchronized (descriptors) {
            ((Stream) descriptors.object(stream, "shut down")).ended = true;
        }
    }

    /**
     * Sends what another process would send, through either end of a pair; false as {@link #send}.
     *
     * @param pid the sender as the receiver sees it
     * @param descriptor a copy of it goes along
     */
    public boolean sendFrom(int pid, Fd socket, String text, Optional<Fd> descriptor) {
        return send(pid, socket, text, descriptor.stream().toList());
    }

    private boolean send(int pid, Fd socket, String text, List<Fd> copied) {
        synchronized (descriptors) {
            Packets end = (Packets) descriptors.object(socket, "send to");
            if (end.peer.closed || end.peer.incoming.size() >= QUEUED_MESSAGES) {
                return false;
            }
            List<FakeObject> passed = copied.stream().map(fd -> descriptors.object(fd, "send")).toList();
            passed.forEach(object -> object.references++);
            end.peer.incoming.add(new Sent(text, pid, passed));
            descriptors.notifyAll();
            return true;
        }
    }

    /** A whole message, as another process takes it, with copies of everything that came with it. */
    public record Packet(String text, List<Fd> descriptors) {}

    /** Takes the next message of a pair as another process does; nothing if there is none. */
    public Optional<Packet> take(Fd socket) {
        synchronized (descriptors) {
            Optional<Sent> sent = Optional.ofNullable(((Packets) descriptors.object(socket, "receive from")).incoming.peek());
            Optional<Packet> packet = sent.map(message -> new Packet(message.text(), message.passed().stream().map(descriptors::add).toList()));
            discard(socket);
            return packet;
        }
    }

    @Override
    public Fd listen(String path, int mode) {
        if (path.length() > PATH_BYTES) {
            throw new LinuxException("bind", path, 36);
        }
        synchronized (descriptors) {
            Listening listening = new Listening();
            byPath.put(path, listening);
            modes.put(path, mode);
            return descriptors.add(listening);
        }
    }

    @Override
    public Optional<Fd> accept(Fd listening) {
        synchronized (descriptors) {
            Listening socket = (Listening) descriptors.object(listening, "accept");
            return acceptFails ? Optional.empty() : Optional.ofNullable(socket.backlog.poll()).map(descriptors::add);
        }
    }

    @Override
    public Pair pair() {
        Packets ours = new Packets();
        Packets theirs = new Packets();
        ours.peer = theirs;
        theirs.peer = ours;
        return new Pair(descriptors.add(ours), descriptors.add(theirs));
    }

    @Override
    public Optional<Message> receive(Fd socket) {
        synchronized (descriptors) {
            Optional<Message> message = peek(socket);
            discard(socket);
            return message;
        }
    }

    @Override
    public void discard(Fd socket) {
        synchronized (descriptors) {
            Sent sent = ((Packets) descriptors.object(socket, "receive from")).incoming.poll();
            if (sent != null) {
                sent.passed().forEach(object -> {
                    if (--object.references == 0) {
                        object.released();
                    }
                });
            }
        }
    }

    @Override
    public Optional<Message> peek(Fd socket) {
        synchronized (descriptors) {
            Packets end = (Packets) descriptors.object(socket, "receive from");
            Sent sent = end.incoming.peek();
            if (sent == null) {
                return end.peer.closed ? Optional.of(new Message("", 0, Optional.empty())) : Optional.empty();
            }
            Optional<Fd> passed = sent.passed().stream().findFirst().map(descriptors::add);
            String text = sent.text().substring(0, Math.min(sent.text().length(), TEXT_BYTES));
            return Optional.of(new Message(text, sent.pid(), passed));
        }
    }

    @Override
    public boolean send(Fd socket, String text, List<Fd> passed) {
        return send(1, socket, text, passed);
    }

    @Override
    public Fd connect(String path) {
        synchronized (descriptors) {
            Listening listening = byPath.get(path);
            if (listening == null || listening.closed || listening.backlog.size() >= BACKLOG) {
                int errno = listening == null ? Errno.ENOENT : listening.closed ? 111 : Errno.EAGAIN;
                throw new LinuxException("connect to", path, errno);
            }
            Stream client = new Stream(capacity, true);
            Stream server = new Stream(capacity, false);
            client.peer = server;
            server.peer = client;
            listening.backlog.add(server);
            descriptors.notifyAll();
            return descriptors.add(client);
        }
    }
}
