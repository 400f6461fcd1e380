package org.keelson.tests.namespaces;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what a process writes, by a thread of its own, so that it never has to wait for a reader. */
final class Console {
    private final StringBuilder text = new StringBuilder();
    private final Thread reader;

    Console(InputStream in) {
        reader = Thread.ofVirtual().start(() -> read(in));
    }

    private void read(InputStream in) {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (text) {
                    text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException _) {
            // closed with the process
        }
    }

    /** All until now. */
    String text() {
        synchronized (text) {
            return text.toString();
        }
    }

    /** Waits until there is no writer any more. */
    void awaitEnd() throws InterruptedException {
        reader.join();
    }
}
