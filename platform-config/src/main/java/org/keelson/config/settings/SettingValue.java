package org.keelson.config.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.keelson.config.json.Shown;
import org.keelson.config.state.Names;

/** The values of settings: each method reads one form and answers nothing if the text does not have it. */
public final class SettingValue {
    private static final Duration LONGEST = Duration.ofDays(365);

    private SettingValue() {}

    /**
     * Reads a truth.
     *
     * @param text {@code 1 0 true false yes no on off}, in any case
     * @return the truth
     */
    public static Optional<Boolean> bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> Optional.of(true);
            case "0", "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /**
     * Reads a whole number.
     *
     * @param text decimal digits
     * @param max the greatest number accepted
     * @return the number
     */
    public static Optional<Integer> number(String text, int max) {
        Optional<Long> number = digits(text, text.length());
        return number.isPresent() && number.get() <= max ? Optional.of(number.get().intValue()) : Optional.empty();
    }

    /**
     * Reads a length of time of at most a year, so that it can be added to any clock in nanoseconds.
     *
     * @param text seconds, or a number with {@code s}, {@code min}, {@code h} or {@code d}
     * @return the time
     */
    public static Optional<Duration> duration(String text) {
        int end = digitsIn(text);
        Optional<Long> number = digits(text, end);
        long unit = switch (text.substring(end)) {
            case "", "s" -> 1;
            case "min" -> 60;
            case "h" -> 3600;
            case "d" -> 24 * 3600;
            default -> 0;
        };
        boolean good = number.isPresent() && unit > 0 && number.get() <= LONGEST.toSeconds() / unit;
        return good ? Optional.of(Duration.ofSeconds(number.get() * unit)) : Optional.empty();
    }

    /**
     * Reads a size.
     *
     * @param text bytes, or a number with {@code B K KB M MB G GB T TB}, where a K is 1024 bytes, in any case
     * @return the size in bytes
     */
    public static Optional<Long> bytes(String text) {
        int end = digitsIn(text);
        Optional<Long> number = digits(text, end);
        int shift = switch (text.substring(end).toUpperCase(Locale.ROOT)) {
            case "", "B" -> 0;
            case "K", "KB" -> 10;
            case "M", "MB" -> 20;
            case "G", "GB" -> 30;
            case "T", "TB" -> 40;
            default -> -1;
        };
        if (number.isEmpty() || shift < 0 || number.get() > Long.MAX_VALUE >> shift) {
            return Optional.empty();
        }
        return Optional.of(number.get() << shift);
    }

    static Optional<Long> logBytes(String text) {
        Optional<Long> bytes = bytes(text);
        return bytes.isPresent() && bytes.get() >= 4096 ? bytes : Optional.empty();
    }

    static Optional<InitMode> initMode(String text) {
        return switch (text) {
            case "embedded" -> Optional.of(InitMode.EMBEDDED);
            case "appengine" -> Optional.of(InitMode.APPENGINE);
            default -> Optional.empty();
        };
    }

    static Optional<LogLevel> logLevel(String text) {
        Optional<Integer> number = number(text, LogLevel.values().length - 1);
        return number.isEmpty() ? Optional.empty() : Optional.of(LogLevel.values()[number.get()]);
    }

    static Optional<Integer> lxcLogLevel(String text) {
        return number(text, 8);
    }

    static Optional<String> revision(String text) {
        return Names.revision(text).isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** One slash at the end is usual in configuration files and means nothing. */
    static Optional<String> path(String text) {
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return Names.absolutePath(path).isEmpty() ? Optional.of(path) : Optional.empty();
    }

    static Optional<String> fileSystem(String text) {
        boolean good = !text.isEmpty() && text.length() <= 32;
        for (int i = 0; good && i < text.length(); i++) {
            char c = text.charAt(i);
            good = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
        }
        return good ? Optional.of(text) : Optional.empty();
    }

    static Optional<DeviceSpec> device(String text) {
        if (text.startsWith("LABEL=")) {
            String label = text.substring("LABEL=".length());
            return printable(label) ? Optional.of(new DeviceSpec.Label(label)) : Optional.empty();
        }
        if (text.startsWith("UUID=")) {
            String uuid = text.substring("UUID=".length());
            return uuid(uuid) ? Optional.of(new DeviceSpec.Uuid(uuid)) : Optional.empty();
        }
        return Names.absolutePath(text).isEmpty() ? Optional.of(new DeviceSpec.Path(text)) : Optional.empty();
    }

    private static boolean printable(String label) {
        boolean printable = !label.isEmpty() && label.length() <= 255;
        for (int i = 0; printable && i < label.length(); i += Character.charCount(label.codePointAt(i))) {
            printable = Shown.printable(label.codePointAt(i));
        }
        return printable;
    }

    /** Ext4 has 36 characters, VFAT nine, so only the alphabet is checked. */
    private static boolean uuid(String text) {
        boolean good = text.length() >= 4 && text.length() <= 36;
        for (int i = 0; good && i < text.length(); i++) {
            good = text.charAt(i) == '-' || text.charAt(i) < 0x80 && Character.digit(text.charAt(i), 16) >= 0;
        }
        return good;
    }

    private static int digitsIn(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static Optional<Long> digits(String text, int end) {
        boolean number = end > 0 && end <= 18 && digitsIn(text) >= end;
        return number ? Optional.of(Long.parseLong(text.substring(0, end))) : Optional.empty();
    }
}
