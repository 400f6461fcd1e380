package org.keelson.supervisor.control;

import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.socket.UnixSockets;
import org.keelson.supervisor.loop.Loop;

/** Listens on the control sockets and serves their connections; loop thread only. */
public final class ControlServer {
    /** Serves nothing until {@link #open} or {@link #adopt}. */
    public ControlServer(Loop loop, UnixSockets sockets, Descriptors descriptors, Subject subject) {}

    /** Listens at a path, replacing what was there, and serves. */
    public Fd open(String path, int mode, Caller caller) {
        throw new UnsupportedOperationException(path);
    }

    /** Serves a socket that listens already: after a resume. */
    public void adopt(Fd listening, Caller caller) {}

    /** Cuts its connections and closes it. */
    public void close(Fd listening) {}
}
