package org.keelson.supervisor.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.socket.UnixSockets;

/** {@link Transport} over a unix socket, with HttpCore's blocking parser: a command has nothing else to do while it waits. */
final class SocketTransport implements Transport {
    private static final int BUFFER_BYTES = 8192;
    private static final int MAX_BODY_BYTES = 1 << 20;

    private final UnixSockets sockets;
    private final Descriptors descriptors;

    SocketTransport(UnixSockets sockets, Descriptors descriptors) {
        this.sockets = sockets;
        this.descriptors = descriptors;
    }

    /** What the socket gives, as a stream; the socket is not closed with it. */
    private final class Input extends InputStream {
        private final Fd socket;

        private Input(Fd socket) {
            this.socket = socket;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = Descriptors.WOULD_BLOCK;
            while (count == Descriptors.WOULD_BLOCK) { // interrupted: the socket itself blocks
                count = descriptors.read(socket, buffer, offset, length);
            }
            return count == 0 && length > 0 ? -1 : count;
        }
    }

    @Override
    public Answer exchange(String socket, String method, String path, String body) throws IOException {
        try (Fd connection = sockets.connect(socket)) {
            byte[] content = body.getBytes(StandardCharsets.UTF_8);
            String head = method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + (content.length > 0 ? "Content-Length: " + content.length + "\r\n\r\n" : "\r\n");
            send(connection, head.getBytes(StandardCharsets.US_ASCII));
            send(connection, content);
            return receive(new Input(connection));
        } catch (HttpException e) {
            throw new IOException(e);
        }
    }

    private void send(Fd connection, byte[] bytes) {
        try {
            for (int sent = 0; sent < bytes.length; ) {
                sent += Math.max(0, descriptors.write(connection, bytes, sent, bytes.length - sent));
            }
        } catch (LinuxException e) {
            if (!e.is(Errno.EPIPE)) { // refused before it was read: the answer says why
                throw e;
            }
        }
    }

    private static Answer receive(InputStream in) throws IOException, HttpException {
        SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER_BYTES);
        DefaultHttpResponseParser parser = new DefaultHttpResponseParser();
        ClassicHttpResponse response = null;
        while (response == null || response.getCode() < 200) {
            response = parser.parse(buffer, in);
            if (response == null) {
                throw new EOFException("connection was closed without an answer");
            }
        }
        long length = DefaultContentLengthStrategy.INSTANCE.determineLength(response);
        try (InputStream content = content(buffer, in, length)) {
            byte[] body = content.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw new IOException("answer is larger than " + MAX_BODY_BYTES + " bytes");
            }
            return new Answer(response.getCode(), new String(body, StandardCharsets.UTF_8));
        }
    }

    private static InputStream content(SessionInputBufferImpl buffer, InputStream in, long length) {
        if (length == ContentLengthStrategy.CHUNKED) {
            return new ChunkedInputStream(buffer, in);
        }
        return length >= 0 ? new ContentLengthInputStream(buffer, in, length) : new IdentityInputStream(buffer, in);
    }
}
