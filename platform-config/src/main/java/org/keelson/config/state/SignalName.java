package org.keelson.config.state;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Signals as {@code lxc.signal.halt} of lxc.container.conf(5) and a state's {@code stop.signal} write them.
 *
 * <p>The numbers are those of {@code signal(7)} on x86 and ARM, and SIGRTMIN is glibc's, as in liblxc.
 */
public final class SignalName {
    private static final int RTMIN = 34;
    private static final int RTMAX = 64;
    private static final Map<String, Integer> NAMES = Map.of(
            "HUP", 1, "INT", 2, "QUIT", 3, "KILL", 9, "USR1", 10, "USR2", 12, "TERM", 15, "WINCH", 28, "PWR", 30);

    private SignalName() {}

    /**
     * Reads a signal.
     *
     * @param text {@code SIGTERM}, {@code TERM}, {@code 15}, {@code SIGRTMIN+3} or {@code SIGRTMAX-1}, in any case
     * @return its number from 1 to 64; empty if the text names none
     */
    public static OptionalInt parse(String text) {
        String upper = upper(text);
        String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        if (NAMES.containsKey(name)) {
            return OptionalInt.of(NAMES.get(name));
        }
        if (name.startsWith("RTMIN+")) {
            return shifted(RTMIN, 1, name.substring(6));
        }
        return name.startsWith("RTMAX-") ? shifted(RTMAX, -1, name.substring(6)) : shifted(0, 1, name);
    }

    /** Only ASCII: {@code ı} and {@code ſ} would become letters that nobody wrote. */
    private static String upper(String text) {
        StringBuilder upper = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            upper.setCharAt(i, c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
        }
        return upper.toString();
    }

    private static OptionalInt shifted(int from, int direction, String digits) {
        OptionalLong distance = Numbers.whole(digits, 0, RTMAX);
        long number = from + direction * distance.orElse(0);
        boolean valid = distance.isPresent() && number >= 1 && number <= RTMAX;
        return valid ? OptionalInt.of((int) number) : OptionalInt.empty();
    }
}
