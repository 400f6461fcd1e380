package org.keelson.backend.lxc.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A configuration as liblxc reads it ({@code lxc.container.conf(5)}, {@code parse_line} in {@code confile.c}), so that
 * what is checked here is what liblxc would have seen. Immutable.
 *
 * <p>Lines end at LF or CR. Blanks and tabs around a line, a key and a value are dropped. A line is a comment when it
 * starts with {@code #}, and ignored when it does not start with {@code lxc.}; otherwise it is {@code key = value}, cut
 * at the first {@code =}. A value in one pair of equal quotes loses the pair. Two things liblxc accepts are problems
 * here: a NUL, which would end the file for liblxc, and {@code lxc.include}, which would read files of the host.
 *
 * @param lines the settings, in order
 * @param ignored lines liblxc would pass over that are not comments
 * @param problems what makes the text unusable, one sentence each
 */
public record ConfigText(List<Line> lines, List<Line> ignored, List<String> problems) {

    /**
     * One line of the text.
     *
     * @param number counted from 1
     * @param key such as {@code lxc.uts.name}; empty for an ignored line
     * @param value without its quotes; empty means unset
     * @param raw the line as written, without its end
     */
    public record Line(int number, String key, String value, String raw) {

        /**
         * The value with the quotes liblxc takes off.
         *
         * @return all after the first {@code =}, trimmed
         */
        public String rawValue() {
            return trim(raw.substring(raw.indexOf('=') + 1));
        }

        /**
         * The setting this line makes.
         *
         * @return key and value
         */
        public Setting setting() {
            return new Setting(key, value);
        }
    }

    /** Copies the lists. */
    public ConfigText {
        lines = List.copyOf(lines);
        ignored = List.copyOf(ignored);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a configuration. Never fails: what is wrong is in {@link #problems}.
     *
     * @param text the whole file
     * @return its lines
     */
    public static ConfigText parse(String text) {
        List<Line> lines = new ArrayList<>();
        List<Line> ignored = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        int start = 0;
        while (start < text.length()) {
            int end = endOfLine(text, start);
            number++;
            parseLine(number, text.substring(start, end), lines, ignored, problems);
            boolean crlf = text.startsWith("\r\n", end);
            start = end + (crlf ? 2 : 1);
        }
        return new ConfigText(lines, ignored, problems);
    }

    /**
     * The line that decides the value of a key that has one value: in LXC the last one wins.
     *
     * @param key the whole key
     * @return empty when the key is not set, or unset again by an empty value
     */
    public Optional<Line> last(String key) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).key().equals(key)) {
                return lines.get(i).value().isEmpty() ? Optional.empty() : Optional.of(lines.get(i));
            }
        }
        return Optional.empty();
    }

    private static void parseLine(int number, String raw, List<Line> lines, List<Line> ignored,
            List<String> problems) {
        String text = trim(raw);
        if (text.indexOf('\0') >= 0) {
            problems.add("line " + number + ": contains a NUL");
        } else if (text.isEmpty() || text.charAt(0) == '#') {
            return;
        } else if (!text.startsWith("lxc.")) {
            ignored.add(new Line(number, "", text, raw));
        } else if (text.indexOf('=') < 0) {
            problems.add("line " + number + ": no '=' after " + text);
        } else {
            String key = trim(text.substring(0, text.indexOf('=')));
            if (key.equals("lxc.include")) {
                problems.add("line " + number + ": lxc.include is not supported: would read host files");
            }
            String value = unquote(trim(text.substring(text.indexOf('=') + 1)));
            lines.add(new Line(number, key, value, raw));
        }
    }

    private static int endOfLine(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static String unquote(String value) {
        int last = value.length() - 1;
        boolean quoted = last > 0 && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(last) == value.charAt(0);
        return quoted ? value.substring(1, last) : value;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
