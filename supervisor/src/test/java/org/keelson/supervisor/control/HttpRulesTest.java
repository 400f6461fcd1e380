package org.keelson.supervisor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keelson.linux.file.Fd;

/** What HTTP asks of a server, and what the bounds ask of a client. */
class HttpRulesTest {
    private static final String SIGNAL = "{\"type\":\"ready\",\"payload\":\"\"}";
    private static final String OK = Bench.answer("200 OK", "");
    private static final String LAST_OK = Bench.lastAnswer("200 OK", "");

    private final Bench bench = new Bench();

    private boolean closed(Fd client) {
        return bench.descriptors.ended(client);
    }

    @Test
    void requestMayComeOneByteAtATime() {
        Fd client = bench.sockets.connect(Bench.WEB);
        StringBuilder answer = new StringBuilder();

        for (char c : Bench.post("/signal", SIGNAL).toCharArray()) {
            assertEquals("", answer.toString());
            answer.append(bench.say(client, String.valueOf(c)));
        }

        assertEquals(OK, answer.toString());
        assertEquals(1, bench.subject.told.size());
    }

    @Test
    void connectionServesOneRequestAfterTheOther() {
        Fd client = bench.sockets.connect(Bench.WEB);

        for (int i = 0; i < 100; i++) {
            assertEquals(OK, bench.say(client, Bench.post("/signal", SIGNAL)));
        }

        assertEquals(100, bench.subject.told.size());
    }

    @Test
    void requestsThatAreSentAheadAreAnsweredInOrder() {
        Fd client = bench.sockets.connect(Bench.HOST);
        StringBuilder requests = new StringBuilder();
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            requests.append(Bench.get("/n" + i));
            answers.append(Bench.error("400 Bad Request", "unknown endpoint: /n" + i));
        }

        assertEquals(answers.toString(), bench.say(client, requests.toString()));
    }

    @Test
    void nothingAfterCloseIsAnswered() {
        Fd client = bench.sockets.connect(Bench.WEB);
        String closing = Bench.post("/signal", SIGNAL).replace("Host:", "Connection: close\r\nHost:");

        assertEquals(LAST_OK, bench.say(client, closing + Bench.post("/signal", SIGNAL)));
        assertTrue(closed(client));
        assertEquals(1, bench.subject.told.size());
    }

    @Test
    void olderHttpGetsOneAnswerAndTheEnd() {
        Fd client = bench.sockets.connect(Bench.WEB);
        String request = "POST /signal HTTP/1.0\r\nContent-Length: " + SIGNAL.length() + "\r\n\r\n" + SIGNAL;

        assertEquals(LAST_OK, bench.say(client, request));
        assertTrue(closed(client));
    }

    @Test
    void clientThatOnlyEndsItsOutputIsAnsweredAndClosed() {
        Fd client = bench.sockets.connect(Bench.WEB);
        bench.descriptors.writeText(client, Bench.post("/signal", SIGNAL) + Bench.post("/signal", SIGNAL));
        bench.sockets.shutDownOutput(client);

        bench.settle();

        assertEquals(OK + OK, bench.descriptors.available(client));
        assertTrue(closed(client));
    }

    @Test
    void chunkedBodyIsPutTogether() {
        String chunks = "6\r\n{\"type\r\n9;x=y\r\n\":\"ready\"\r\n1\r\n}\r\n0\r\nTrailer: x\r\n\r\n";
        String request = "POST /signal HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
        Fd client = bench.sockets.connect(Bench.WEB);
        StringBuilder answer = new StringBuilder(bench.say(client, request));

        for (char c : request.toCharArray()) {
            answer.append(bench.say(client, String.valueOf(c)));
        }

        assertEquals(OK + OK, answer.toString());
        assertEquals(List.of("web says ready ", "web says ready "), bench.subject.told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "-5\r\n", "\r\n", "1\r\nabcd", "fffffffffffffffff\r\n"})
    void chunksThatAreNoneEndTheConnection(String chunks) {
        Fd client = bench.sockets.connect(Bench.WEB);

        String answer = bench.say(client, "POST /signal HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

        assertEquals(Bench.lastError("400 Bad Request", "Request has bad format"), answer);
        assertTrue(closed(client));
    }

    @Test
    void chunksCannotMakeABodyLargerThanItsBound() {
        String chunk = "400\r\n" + "x".repeat(1024) + "\r\n";

        String answer = bench.ask(Bench.WEB, "POST /signal HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5));

        assertEquals(Bench.lastError("413 Content Too Large", "Request body is too large"), answer);
    }

    @Test
    void chunksOfNothingButOverheadAreBounded() {
        String chunk = "1;" + "e".repeat(1000) + "\r\nx\r\n";

        String answer = bench.ask(Bench.WEB, "POST /signal HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(20));

        assertEquals(Bench.lastError("413 Content Too Large", "Request body is too large"), answer);
    }

    @Test
    void bodyOfExactlyTheBoundIsRead() {
        String body = SIGNAL.substring(0, SIGNAL.length() - 2) + "x".repeat(RequestReader.MAX_BODY - SIGNAL.length()) + "\"}";

        assertEquals(RequestReader.MAX_BODY, body.length());
        assertEquals(OK, bench.ask(Bench.WEB, Bench.post("/signal", body)));
        assertEquals(Bench.lastError("413 Content Too Large", "Request body is too large"),
                bench.ask(Bench.WEB, Bench.post("/signal", body + " ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: -1", "Content-Length: x", "Content-Length: 1\r\nContent-Length: 2",
        "Content-Length: 2\r\nTransfer-Encoding: chunked", "Transfer-Encoding: gzip", "Transfer-Encoding: chunked, chunked"})
    void bodyWhoseLengthIsUnclearIsRefused(String framing) {
        String answer = bench.ask(Bench.WEB, "POST /signal HTTP/1.1\r\n" + framing + "\r\n\r\n{}");

        assertEquals(Bench.lastError("400 Bad Request", "Request has bad format"), answer);
    }

    @Test
    void headIsBoundedAsAWholeAndByLine() {
        String many = "X-Header: " + "x".repeat(200) + "\r\n";
        String expected = Bench.lastError("431 Request Header Fields Too Large", "Request head is too large");

        assertEquals(expected, bench.ask(Bench.HOST, "GET /containers HTTP/1.1\r\n" + many.repeat(60) + "\r\n"));
        assertEquals(Bench.lastError("400 Bad Request", "Request has bad format"),
                bench.ask(Bench.HOST, "GET /containers HTTP/1.1\r\nX: " + "x".repeat(9000)));
        assertEquals(Bench.lastError("400 Bad Request", "Unsupported protocol"),
                bench.ask(Bench.HOST, "GET /" + "x".repeat(9000)));
        assertEquals(Bench.lastError("400 Bad Request", "Request has bad format"),
                bench.ask(Bench.HOST, "GET /containers HTTP/1.1\r\n" + "X: x\r\n".repeat(65) + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\r\n", "\u0016\u0003\u0001\n", "GET\r\n", "GET /containers\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / SPDY/1\r\n", "{\"op\":\"REBOOT_DEVICE\"}\n", "\n\n\n\n\n\n\n\n\n\n"})
    void bytesThatAreNotHttpAreToldSo(String bytes) {
        Fd client = bench.sockets.connect(Bench.HOST);

        assertEquals(Bench.lastError("400 Bad Request", "Unsupported protocol"), bench.say(client, bytes));
        assertTrue(closed(client));
    }

    @Test
    void bytesWithoutAnEndOfLineAreToldSoWhenTheyEnd() {
        Fd client = bench.sockets.connect(Bench.HOST);
        bench.descriptors.writeText(client, "hello");
        bench.sockets.shutDownOutput(client);

        bench.settle();

        assertEquals(Bench.lastError("400 Bad Request", "Unsupported protocol"), bench.descriptors.available(client));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host:\r\n", "Host: localhost\r\n", "hOST:localhost  \r\n"})
    void hostMayBeEmptyOrLocal(String header) {
        assertEquals(200, status(bench.ask(Bench.HOST, "GET /containers HTTP/1.1\r\n" + header + "\r\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: example.org\r\n", "Host: localhost.example.org\r\n", "Host: localhost\r\nHost: localhost\r\n"})
    void otherHostsAreRefused(String header) {
        String answer = bench.ask(Bench.HOST, "GET /containers HTTP/1.1\r\n" + header + "\r\n");

        assertEquals(Bench.error("400 Bad Request", "Host must be empty or localhost"), answer);
    }

    @Test
    void targetMayNameTheHostItself() {
        assertEquals(200, status(bench.ask(Bench.HOST, Bench.get("http://localhost/containers"))));
        assertEquals(400, status(bench.ask(Bench.HOST, Bench.get("http://example.org/containers"))));
    }

    @Test
    void answerToHeadHasNoBody() {
        Fd client = bench.sockets.connect(Bench.HOST);

        String answer = bench.say(client, Bench.get("/containers").replace("GET", "HEAD"));

        assertEquals(400, status(answer));
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void clientThatWaitsBeforeItsBodyIsToldToGoOn() {
        Fd client = bench.sockets.connect(Bench.WEB);
        String request = Bench.post("/signal", SIGNAL).replace("Host:", "Expect: 100-continue\r\nHost:");
        int head = request.length() - SIGNAL.length();

        String interim = bench.say(client, request.substring(0, head));
        String answer = bench.say(client, SIGNAL);

        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", interim);
        assertEquals(OK, answer);
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }
}
