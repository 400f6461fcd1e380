package org.keelson.config.state;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Numbers as a state writes them, in JSON and in strings: decimal digits without sign, exponent or leading zeros.
 *
 * <p>They are read from their text: a way through {@code double} would round, and take 1e400 for infinity.
 */
final class Numbers {
    private static final int MOST_DIGITS = 18;

    private Numbers() {}

    /** {@return the number, if the text is one from {@code min} to {@code max}} */
    static OptionalLong whole(String text, long min, long max) {
        if (!digits(text) || text.length() > 1 && text.charAt(0) == '0') {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text);
        return number >= min && number <= max ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** {@return the thousandths of a number with at most three decimals, if there are {@code min} to {@code max} of them} */
    static OptionalInt thousandths(String text, int min, int max) {
        int dot = text.indexOf('.');
        String decimals = dot < 0 ? "0" : text.substring(dot + 1);
        OptionalLong whole = whole(dot < 0 ? text : text.substring(0, dot), 0, Integer.MAX_VALUE / 1000);
        if (whole.isEmpty() || decimals.length() > 3 || !digits(decimals)) {
            return OptionalInt.empty();
        }
        long thousandths = whole.getAsLong() * 1000 + Long.parseLong((decimals + "00").substring(0, 3));
        return thousandths >= min && thousandths <= max ? OptionalInt.of((int) thousandths) : OptionalInt.empty();
    }

    /** {@return a time of whole seconds, {@code <N>[s|min|h]}, if it is at least one second and at most {@code max}} */
    static Optional<Duration> duration(String text, Duration max) {
        int end = firstNoDigit(text);
        int unit = switch (text.substring(end)) {
            case "", "s" -> 1;
            case "min" -> 60;
            case "h" -> 3600;
            default -> 0;
        };
        OptionalLong number = unit == 0 ? OptionalLong.empty() : whole(text.substring(0, end), 1, max.toSeconds() / unit);
        return number.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(number.getAsLong() * unit));
    }

    /** {@return a size in bytes, {@code <N>[K|M|G]} in steps of 1024, if it is from {@code min} to {@code max}} */
    static OptionalLong size(String text, long min, long max) {
        int end = firstNoDigit(text);
        int shift = switch (text.substring(end)) {
            case "" -> 0;
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> -1;
        };
        OptionalLong number = shift < 0 ? OptionalLong.empty() : whole(text.substring(0, end), 0, max >> shift);
        boolean valid = number.isPresent() && number.getAsLong() << shift >= min;
        return valid ? OptionalLong.of(number.getAsLong() << shift) : OptionalLong.empty();
    }

    private static int firstNoDigit(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static boolean digits(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && firstNoDigit(text) == text.length();
    }
}
