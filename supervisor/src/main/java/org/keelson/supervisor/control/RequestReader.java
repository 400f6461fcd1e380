package org.keelson.supervisor.control;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestFactory;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.nio.ChunkDecoder;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestParser;
import org.apache.hc.core5.http.impl.nio.LengthDelimitedDecoder;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.ContentDecoder;

/**
 * Makes requests of the bytes of one connection, however they are cut. Bounded: {@link #MAX_HEAD} bytes of head, {@link #MAX_BODY} bytes
 * of body, and little more than the latter for its chunks.
 */
final class RequestReader {
    /** The longest head, in bytes. */
    static final int MAX_HEAD = 8192;

    /** The longest body, in bytes; Pantavisor's bound for signals and commands. */
    static final int MAX_BODY = 4096;

    private static final int MAX_CHUNK_OVERHEAD = 8192;
    private static final byte[] EMPTY = {};

    /** How far the bytes have got. */
    sealed interface Progress {
        /** More bytes are needed. */
        record Incomplete() implements Progress {}

        /** The client waits for {@link Response#interim} before it sends the body. */
        record Awaited() implements Progress {}

        /** A request. */
        record Complete(Request request) implements Progress {}

        /** Not a request, or one too large: to be answered, and the connection to be closed. */
        record Unreadable(Response response) implements Progress {}
    }

    private static final Progress INCOMPLETE = new Progress.Incomplete();

    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(RequestInput.CAPACITY - 2)
            .setMaxHeaderCount(64)
            .setMaxEmptyLineCount(8)
            .build();

    /** Keeps the target as it was sent: HttpCore's own factory would parse it as a URI. */
    private final class Factory implements HttpRequestFactory<HttpRequest> {
        @Override
        public HttpRequest newHttpRequest(String method, String target) {
            headLineRead = true;
            return new BasicHttpRequest(method, (HttpHost) null, target);
        }

        @Override
        public HttpRequest newHttpRequest(String method, URI uri) {
            return newHttpRequest(method, uri.toString());
        }
    }

    /** Where the decoders would read on when the buffer is empty: they are to wait. */
    private static final class Nothing implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) {
            return 0;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private final RequestInput input;
    private final DefaultHttpRequestParser<HttpRequest> parser = new DefaultHttpRequestParser<>(BOUNDS, new Factory());
    private boolean headLineRead;
    private HttpRequest head;
    private ContentDecoder decoder;
    private ByteBuffer body;
    private long start;

    RequestReader(RequestInput input) {
        this.input = input;
    }

    /** Takes bytes out of the input until there is a request or no byte left. */
    Progress next() {
        try {
            return head == null ? readHead() : readBody();
        } catch (HttpException | IOException | RuntimeException _) {
            // Whatever the codec makes of hostile bytes, it must never be a container's way to end PID 1.
            return unreadable();
        }
    }

    /** What to answer to bytes that are not a request. */
    Progress.Unreadable unreadable() {
        return unreadable(400, headLineRead ? "Request has bad format" : "Unsupported protocol");
    }

    private static Progress.Unreadable unreadable(int status, String message) {
        return new Progress.Unreadable(Response.error(status, message));
    }

    private Progress readHead() throws HttpException, IOException {
        HttpRequest parsed = parser.parse(input, false);
        long length = input.taken() - start + (parsed == null ? input.length() : 0);
        if (length > MAX_HEAD) {
            return headLineRead ? unreadable(431, "Request head is too large") : unreadable();
        }
        if (parsed == null) {
            return INCOMPLETE;
        }
        if (parsed.getVersion().getMajor() != 1) {
            return unreadable(400, "Unsupported protocol");
        }
        head = parsed;
        return beginBody();
    }

    private Progress beginBody() throws HttpException, IOException {
        long length = DefaultContentLengthStrategy.INSTANCE.determineLength(head);
        boolean chunked = length == ContentLengthStrategy.CHUNKED;
        if (chunked && head.containsHeader("Content-Length")) {
            return unreadable(); // two lengths: whoever stands in between may have seen another request
        }
        if (length > MAX_BODY) {
            return unreadable(413, "Request body is too large");
        }
        start = input.taken();
        if (!chunked && length <= 0) {
            return complete(EMPTY);
        }
        BasicHttpTransportMetrics metrics = new BasicHttpTransportMetrics();
        body = ByteBuffer.allocate(chunked ? MAX_BODY + 1 : (int) length);
        decoder = chunked
                ? new ChunkDecoder(new Nothing(), input, BOUNDS, metrics)
                : new LengthDelimitedDecoder(new Nothing(), input, metrics, length);
        return !input.hasData() && awaited() ? new Progress.Awaited() : readBody();
    }

    private boolean awaited() {
        Header expect = head.getFirstHeader("Expect");
        return expect != null && expect.getValue().equalsIgnoreCase("100-continue");
    }

    private Progress readBody() throws IOException {
        decoder.read(body);
        if (body.position() > MAX_BODY || input.taken() - start > MAX_BODY + MAX_CHUNK_OVERHEAD) {
            return unreadable(413, "Request body is too large");
        }
        return decoder.isCompleted() ? complete(Arrays.copyOf(body.array(), body.position())) : INCOMPLETE;
    }

    private Progress complete(byte[] content) {
        String target = head.getRequestUri();
        Request request = new Request(head.getMethod(), target, path(target), hostAllowed(), keepAlive(), content);
        head = null;
        decoder = null;
        body = null;
        headLineRead = false;
        start = input.taken();
        parser.reset();
        return new Progress.Complete(request);
    }

    private static String path(String target) {
        String local = "http://localhost";
        int from = target.startsWith(local + "/") ? local.length() : 0; // the absolute form: RFC 9112 section 3.2.2
        int query = target.indexOf('?', from);
        return target.substring(from, query < 0 ? target.length() : query);
    }

    private boolean hostAllowed() {
        Header host = head.getFirstHeader("Host");
        return host == null
                || head.countHeaders("Host") == 1 && (host.getValue().isEmpty() || host.getValue().equals("localhost"));
    }

    private boolean keepAlive() {
        Header connection = head.getFirstHeader("Connection");
        boolean close = connection != null && connection.getValue().equalsIgnoreCase("close");
        return !close && head.getVersion().greaterEquals(HttpVersion.HTTP_1_1);
    }
}
