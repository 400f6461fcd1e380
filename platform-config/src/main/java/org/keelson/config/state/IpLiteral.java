package org.keelson.config.state;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Addresses of IP as text, and nothing else: no names, no zones, no prefixes, and none of the old forms of {@code inet_aton(3)} that
 * take 010 for eight.
 */
final class IpLiteral {
    private static final int LONGEST = 45;
    private static final int V6_DIGITS = 32;
    private static final String HEX = "0123456789abcdef";

    private IpLiteral() {}

    /** {@return an address of four decimal octets without leading zeros} */
    static Optional<IpAddress> v4(String text) {
        Optional<String> hex = octets(text);
        return hex.isEmpty() ? Optional.empty() : Optional.of(new IpAddress(hex.get()));
    }

    /** {@return an address in one of the forms of RFC 4291, section 2.2} */
    static Optional<IpAddress> v6(String text) {
        int gap = text.indexOf("::");
        if (text.length() > LONGEST || gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        Optional<String> head = gap < 0 ? groups(text, true) : gap == 0 ? Optional.of("") : groups(text.substring(0, gap), false);
        Optional<String> tail = gap < 0 || gap + 2 == text.length() ? Optional.of("") : groups(text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int left = V6_DIGITS - head.get().length() - tail.get().length();
        boolean fits = gap < 0 ? left == 0 : left >= 4; // "::" stands for one group at least
        return fits ? Optional.of(new IpAddress(head.get() + "0".repeat(left) + tail.get())) : Optional.empty();
    }

    /** {@return the digits of groups between colons; {@code last} if an address of IPv4 may stand at their end} */
    private static Optional<String> groups(String text, boolean last) {
        StringBuilder hex = new StringBuilder();
        int start = 0;
        while (start <= text.length()) {
            int colon = text.indexOf(':', start);
            String group = text.substring(start, colon < 0 ? text.length() : colon);
            Optional<String> digits = colon < 0 && last && group.indexOf('.') >= 0 ? octets(group) : group(group);
            if (digits.isEmpty()) {
                return Optional.empty();
            }
            hex.append(digits.get());
            start = colon < 0 ? text.length() + 1 : colon + 1;
        }
        return Optional.of(hex.toString());
    }

    private static Optional<String> group(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return Optional.empty();
        }
        StringBuilder hex = new StringBuilder("0".repeat(4 - text.length()));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char lower = c >= 'A' && c <= 'F' ? (char) (c + 'a' - 'A') : c;
            if (HEX.indexOf(lower) < 0) {
                return Optional.empty();
            }
            hex.append(lower);
        }
        return Optional.of(hex.toString());
    }

    private static Optional<String> octets(String text) {
        StringBuilder hex = new StringBuilder();
        int start = 0;
        for (int i = 0; i < 4; i++) {
            int dot = i < 3 ? text.indexOf('.', start) : text.length();
            OptionalLong octet = dot < start ? OptionalLong.empty() : Numbers.whole(text.substring(start, dot), 0, 255);
            if (octet.isEmpty()) {
                return Optional.empty();
            }
            int value = (int) octet.getAsLong();
            hex.append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 15));
            start = dot + 1;
        }
        return Optional.of(hex.toString());
    }
}
