package org.keelson.supervisor.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What answers are taken for, whoever gives them. */
class HttpQuestionTest {
    private static final Optional<String> MALFORMED = Optional.of("http: the answer is malformed");

    private static Optional<String> judge(String answer) {
        return HttpQuestion.judge(new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void statusFrom200To399IsWell() {
        assertEquals(Optional.empty(), judge("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        assertEquals(Optional.empty(), judge("HTTP/1.0 204\r\n\r\n"));
        assertEquals(Optional.empty(), judge("HTTP/1.1 399 Nearly\n\n"));
    }

    @Test
    void otherStatusIsTold() {
        assertEquals(Optional.of("http 400"), judge("HTTP/1.1 400 Bad Request\r\n\r\n"));
        assertEquals(Optional.of("http 503"), judge("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n\r\n"));
    }

    @Test
    void interimAnswersArePassedOver() {
        assertEquals(Optional.of("http 404"), judge("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 404 No\r\n\r\n"));
    }

    @Test
    void connectionThatIsClosedFirstSaysSo() {
        assertEquals(Optional.of("http: closed without an answer"), judge(""));
        assertEquals(Optional.of("http: closed without an answer"), judge("HTTP/1.1 100 Continue\r\n\r\n"));
    }

    @Test
    void whatIsNotHttpIsMalformed() {
        assertEquals(MALFORMED, judge("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
        assertEquals(MALFORMED, judge("HTTP/1.1 two OK\r\n\r\n"));
        assertEquals(MALFORMED, judge("HTTP/1.1 -200 OK\r\n\r\n"));
    }

    @Test
    void lineWithoutEndAndHeadersWithoutEndAreMalformed() {
        assertEquals(MALFORMED, judge("HTTP/1.1 200 " + "x".repeat(100_000)));
        assertEquals(MALFORMED, judge("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(1000) + "\r\n"));
    }
}
