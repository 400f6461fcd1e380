package org.keelson.supervisor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keelson.linux.file.Fd;

/** Any bytes get an answer or a closed connection: never an exception, never a spin, never a descriptor that stays. */
class ControlFuzzTest {
    private static final String[] WORDS = {"GET ", "POST ", "PUT ", "/signal", "/containers", "/v1", "/pvr-sdk", "/events", "/commands",
        " HTTP/1.1", " HTTP/1.0", "\r\n", "\n", "Host: localhost", "Content-Length: 12", "Content-Length: 99999999999999999999",
        "Transfer-Encoding: chunked", "Connection: close",
        "Expect: 100-continue", "{\"type\":\"ready\"}", "{\"op\":\"", "REBOOT_DEVICE\"}", ":", " ", "\t", "0\r\n\r\n", "c\r\n", ";", "-1",
        "7fffffffffffffff", "http://localhost/", "?", "\0", "\u00ff", "[[[[[[[[[[[[", "\"\\ud800\"", "=", ","};

    private final Bench bench = new Bench();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyBytesAreAnsweredOrCutOff(long seed) {
        Random random = new Random(seed);

        for (int round = 0; round < 400; round++) {
            byte[] bytes = random.nextBoolean() ? noise(random) : words(random);
            Fd client = bench.sockets.connect(random.nextBoolean() ? Bench.HOST : Bench.WEB);
            send(client, bytes, random);
            if (random.nextBoolean()) {
                bench.sockets.shutDownOutput(client);
                bench.settle();
                bench.descriptors.available(client);
                bench.settle();
                assertTrue(bench.descriptors.ended(client), () -> new String(bytes, StandardCharsets.ISO_8859_1));
            } else if (random.nextInt(8) == 0) {
                bench.advance(10_000);
            }
            client.close();
            bench.settle();
            assertEquals(bench.openAtRest, bench.descriptors.openCount());
        }
    }

    private void send(Fd client, byte[] bytes, Random random) {
        for (int at = 0; at < bytes.length && !bench.descriptors.ended(client); ) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(1 + random.nextInt(2000)));
            bench.descriptors.write(client, bytes, at, count);
            at += count;
            bench.settle();
            String answer = bench.descriptors.available(client);
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 "), answer);
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(1 << random.nextInt(15))];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] words(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "POST /signal HTTP/1.1\r\n" : "");
        for (int count = random.nextInt(1 << random.nextInt(9)); count > 0; count--) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
