package org.keelson.supervisor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Fd;
import org.keelson.linux.testing.FakeDescriptors;
import org.keelson.linux.testing.FakeUnixSockets;

class SocketTransportTest {
    private static final String PATH = "/run/pv-ctrl";

    private final FakeDescriptors descriptors = new FakeDescriptors();
    private final FakeUnixSockets sockets = new FakeUnixSockets(descriptors);
    private final SocketTransport transport = new SocketTransport(sockets, descriptors);
    private String request = "";

    /** Listens and answers the first request with these bytes, one at a time, then closes. */
    private void answerWith(String bytes) {
        Fd listening = sockets.listen(PATH, 0600);
        StringBuilder left = new StringBuilder(bytes);
        Fd[] connection = new Fd[1];
        descriptors.whenBlocked(() -> {
            if (connection[0] == null) {
                connection[0] = sockets.accept(listening).orElseThrow();
                request = descriptors.available(connection[0]);
            }
            if (left.isEmpty()) {
                connection[0].close();
            } else {
                descriptors.writeText(connection[0], left.substring(0, 1));
                left.deleteCharAt(0);
            }
        });
    }

    @Test
    void requestIsPlainHttp() throws IOException {
        answerWith("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        transport.exchange(PATH, "POST", "/commands", "{}");

        String expected = "POST /commands HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
        assertEquals(expected, request);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\n[]ignored",
        "HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n1\r\n]\r\n0\r\n\r\n",
        "HTTP/1.0 503 Busy\r\n\r\n[]",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\n[]",
    })
    void answerIsReadHoweverItEnds(String bytes) throws IOException {
        answerWith(bytes);

        assertEquals(new Transport.Answer(503, "[]"), transport.exchange(PATH, "GET", "/containers", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[]", "HTTP/1.1 200 OK\r\nContent-Le", "\r\n\r\n"})
    void answerThatIsNoneIsAFailure(String bytes) {
        answerWith(bytes);
        int before = descriptors.openCount();

        assertThrows(IOException.class, () -> transport.exchange(PATH, "GET", "/containers", ""));
        assertTrue(descriptors.openCount() <= before + 1); // at most the fake server's own end
    }

    @Test
    void missingSocketIsTheKernelsError() {
        LinuxException thrown = assertThrows(LinuxException.class, () -> transport.exchange(PATH, "GET", "/", ""));

        assertTrue(thrown.is(Errno.ENOENT));
    }
}
