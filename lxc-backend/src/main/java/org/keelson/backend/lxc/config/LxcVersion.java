package org.keelson.backend.lxc.config;

import java.util.Optional;

/**
 * A liblxc release, from {@code lxc_get_version()}. What a configuration may contain depends on it.
 *
 * @param major the first number
 * @param minor the second number
 * @param micro the third number
 */
public record LxcVersion(int major, int minor, int micro) {

    /**
     * Reads a version such as {@code 6.0.4} or {@code 7.0.0-devel}; what follows the third number is ignored.
     *
     * @param text as liblxc reports it
     * @return empty when the text does not start with two numbers
     */
    public static Optional<LxcVersion> parse(String text) {
        int[] numbers = new int[3];
        int at = 0;
        for (int i = 0; i < numbers.length; i++) {
            int start = at;
            while (at < text.length() && at - start < 4 && isDigit(text.charAt(at))) {
                numbers[i] = numbers[i] * 10 + text.charAt(at++) - '0';
            }
            if (at == start) {
                return Optional.empty();
            }
            if (at == text.length() || text.charAt(at) != '.') {
                return i == 0 ? Optional.empty() : Optional.of(new LxcVersion(numbers[0], numbers[1], numbers[2]));
            }
            at++;
        }
        return Optional.of(new LxcVersion(numbers[0], numbers[1], numbers[2]));
    }

    /**
     * Whether this release still drives cgroup v1 and accepts {@code lxc.cgroup.<controller>} keys; 7.0 does neither.
     *
     * @return true before 7.0
     */
    public boolean knowsCgroup1() {
        return major < 7;
    }

    /**
     * Whether {@code lxc.environment.runtime} and {@code lxc.environment.hooks} exist.
     *
     * @return true from 7.0
     */
    public boolean knowsSplitEnvironment() {
        return major >= 7;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
