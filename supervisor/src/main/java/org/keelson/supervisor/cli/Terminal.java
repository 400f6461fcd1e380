package org.keelson.supervisor.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.keelson.config.json.Shown;

/**
 * Where a command reads and writes.
 *
 * @param in what is typed or piped in
 * @param out what was asked for
 * @param err what went wrong
 */
record Terminal(InputStream in, PrintWriter out, PrintWriter err) {
    /** Writes UTF-8, line by line. */
    static Terminal of(InputStream in, PrintStream out, PrintStream err) {
        return new Terminal(in, new PrintWriter(out, true, StandardCharsets.UTF_8), new PrintWriter(err, true, StandardCharsets.UTF_8));
    }

    /** Says what went wrong, in one line, as every command does. */
    void complain(String message) {
        err.println("keelson: " + printable(message));
    }

    /** The same text with {@code ?} for every character that is not to be seen. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            shown.appendCodePoint(Shown.printable(character) ? character : '?');
        }
        return shown.toString();
    }
}
