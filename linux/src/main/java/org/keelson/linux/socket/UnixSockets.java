package org.keelson.linux.socket;

import java.util.List;
import java.util.Optional;
import org.keelson.linux.file.Fd;

/** Unix sockets of the loop; all non-blocking and close-on-exec. */
public interface UnixSockets {
    /** Both ends of a {@code socketpair(2)} of type seqpacket; the first one is non-blocking and receives the sender's pid. */
    record Pair(Fd ours, Fd theirs) {}

    /**
     * A message with what came along.
     *
     * @param text its bytes as text, empty at end of file
     * @param pid the sender as this process sees it, 0 if unknown
     * @param descriptor the first descriptor passed with it
     */
    record Message(String text, int pid, Optional<Fd> descriptor) {
        /** True if the peer is gone. */
        public boolean end() {
            return text.isEmpty();
        }
    }

    /** A listening stream socket at a path; an old socket there is replaced. The path is at most 107 bytes long. */
    Fd listen(String path, int mode);

    /** The next connection, or nothing. */
    Optional<Fd> accept(Fd listening);

    /** A pair for one process to talk to another. */
    Pair pair();

    /** The next message of a pair, or nothing yet. More descriptors than one are closed. */
    Optional<Message> receive(Fd socket);

    /** The same, but the message stays in the queue, and what it passes too: until {@link #discard} or {@link #receive} takes it. */
    Optional<Message> peek(Fd socket);

    /** Takes the next message of a pair and drops it. */
    void discard(Fd socket);

    /** Sends a message, and copies of these descriptors with it; false if the peer is gone or its queue is full. */
    boolean send(Fd socket, String text, List<Fd> descriptors);

    /** A connected, blocking stream socket: for commands, not for the loop. */
    Fd connect(String path);
}
