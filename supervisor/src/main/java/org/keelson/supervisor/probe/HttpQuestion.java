package org.keelson.supervisor.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;

/** One {@code GET}, and the head of what comes back. Nobody trusts the other side: every line and their number is bounded. */
final class HttpQuestion {
    private static final int BUFFER_BYTES = 4096;
    private static final int LEAST_WELL = 200;
    private static final int LEAST_ILL = 400;
    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxHeaderCount(64)
            .setMaxEmptyLineCount(8)
            .build();

    private final Descriptors descriptors;
    private final Fd socket;

    /** @param socket connected and blocking */
    HttpQuestion(Descriptors descriptors, Fd socket) {
        this.descriptors = descriptors;
        this.socket = socket;
    }

    /** What the socket gives, as a stream that does not close it. */
    private final class Input extends InputStream {
        @Override
        public int read() {
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

    /** What is wrong, if anything. Waits for the answer. */
    Optional<String> ask(String path) {
        try {
            send(path);
            return judge(new Input());
        } catch (LinuxException e) {
            return Optional.of("http: " + Errno.describe(e.errno()));
        }
    }

    private void send(String path) {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: keelson\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int sent = 0; sent < request.length; ) {
            sent += Math.max(0, descriptors.write(socket, request, sent, request.length - sent));
        }
    }

    /** What is wrong with an answer, if anything. Interim answers are passed over. */
    static Optional<String> judge(InputStream in) {
        SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER_BYTES, BUFFER_BYTES);
        DefaultHttpResponseParser parser = new DefaultHttpResponseParser(BOUNDS);
        try {
            int code = 0;
            while (code < LEAST_WELL) {
                ClassicHttpResponse response = parser.parse(buffer, in);
                if (response == null) {
                    return Optional.of("http: closed without an answer");
                }
                code = response.getCode();
            }
            return code < LEAST_ILL ? Optional.empty() : Optional.of("http " + code);
        } catch (HttpException | IOException _) {
            return Optional.of("http: the answer is malformed");
        }
    }
}
