package org.keelson.supervisor.log;

import java.nio.charset.StandardCharsets;
import org.keelson.config.settings.LogLevel;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;

/**
 * Where the log's lines go: to the console, never waiting for it, and to a ring that a worker empties into the file once storage is there.
 * Lines come from any thread; the console is written by the loop (and by the boot steps before it runs).
 */
public final class Log {
    private static final int CONSOLE_LINES = 256;
    private static final int FILE_LINES = 512;

    private static final LogRing CONSOLE = new LogRing(CONSOLE_LINES);
    private static final LogRing FILE = new LogRing(FILE_LINES);
    private static volatile LogLevel level = LogLevel.INFO;
    private static volatile Runnable onLine = () -> {};

    private final Descriptors descriptors;
    private Fd console;
    private byte[] pending = new byte[0];
    private int written;

    /** A log without a console yet. */
    public Log(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    /** Everything less important than this is not even formatted. */
    public static void level(LogLevel least) {
        level = least;
    }

    /** What is called, on the caller's thread, whenever a line was added. */
    public static void onLine(Runnable action) {
        onLine = action;
    }

    static boolean enabled(LogLevel wanted) {
        return wanted.ordinal() <= level.ordinal();
    }

    static void add(LogLevel of, String message) {
        long millis = System.nanoTime() / 1_000_000;
        StringBuilder line = new StringBuilder(message.length() + 32);
        line.append("keelson ").append(millis / 1000).append('.');
        long fraction = millis % 1000;
        line.append(fraction < 100 ? "0" : "").append(fraction < 10 ? "0" : "").append(fraction).append(' ').append(of.name());
        line.append(of.name().length() == 4 ? "  " : " ").append(printable(message));
        String text = line.toString();
        CONSOLE.add(text);
        FILE.add(text);
        onLine.run();
    }

    /** Names and messages may come from a container: nothing that moves a terminal's cursor, one line each. */
    private static String printable(String message) {
        for (int i = 0; i < message.length(); i++) {
            if (Character.isISOControl(message.charAt(i))) {
                StringBuilder clean = new StringBuilder(message.length());
                for (int j = 0; j < message.length(); j++) {
                    char c = message.charAt(j);
                    clean.append(Character.isISOControl(c) ? ' ' : c);
                }
                return clean.toString();
            }
        }
        return message;
    }

    /** Writes to this console from now on; a non-blocking descriptor. */
    public void console(Fd fd) {
        console = fd;
    }

    /** Gives the console what it takes without waiting; true if something is left for later. */
    public boolean flushConsole() {
        if (console == null) {
            return false;
        }
        try {
            while (true) {
                if (written == pending.length) {
                    String line = CONSOLE.peek();
                    if (line.isEmpty()) {
                        return false;
                    }
                    CONSOLE.take();
                    pending = (line + "\r\n").getBytes(StandardCharsets.UTF_8);
                    written = 0;
                }
                int count = descriptors.write(console, pending, written, pending.length - written);
                if (count == Descriptors.WOULD_BLOCK) {
                    return true;
                }
                written += count;
            }
        } catch (LinuxException _) { // a console that is gone must not stop PID 1; the file has the lines
            console = null;
            return false;
        }
    }

    /** The ring that the file is written from. */
    public static LogRing fileRing() {
        return FILE;
    }
}
