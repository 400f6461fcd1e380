package org.keelson.config.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.keelson.config.Problems;
import org.keelson.config.json.Shown;

/** Reads the three texts that settings come in. */
final class LayerReader {
    private LayerReader() {}

    static Layer file(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Problems problems = new Problems();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String trimmed = line.strip();
            if (!trimmed.isEmpty() && trimmed.charAt(0) != '#') {
                line(trimmed, values, problems, Source.FILE + ":line " + number);
            }
        }
        return new Layer(Source.FILE, values, problems.warnings());
    }

    private static void line(String line, Map<String, String> values, Problems problems, String path) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? "" : line.substring(0, equals).strip();
        if (!isKey(key)) {
            problems.warning(path, "found " + Shown.quote(line) + ", expected KEY=value, ignored");
            return;
        }
        String value = line.substring(equals + 1).strip();
        char first = value.isEmpty() ? ' ' : value.charAt(0);
        if (first == '"' || first == '\'') {
            if (value.length() < 2 || value.charAt(value.length() - 1) != first) {
                problems.warning(path, "found a quote that is not closed in the value of " + key + ", ignored");
                return;
            }
            value = value.substring(1, value.length() - 1);
        }
        values.put(Keys.canonical(key), value);
    }

    private static boolean isKey(String key) {
        boolean good = !key.isEmpty() && key.length() <= 100;
        for (int i = 0; good && i < key.length(); i++) {
            char c = key.charAt(i);
            good = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.';
        }
        return good;
    }

    /**
     * Splits like the kernel's {@code next_arg} (lib/cmdline.c): a double quote hides blanks wherever it stands, and is
     * taken off at both ends of a word and of a value.
     */
    static Layer commandLine(String procCmdline) {
        String text = procCmdline.stripTrailing();
        Map<String, String> values = new LinkedHashMap<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            boolean end = i == text.length() || !quoted && isBlank(text.charAt(i));
            if (end) {
                word(text.substring(start, i), values);
                start = i + 1;
            } else if (text.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        return new Layer(Source.COMMAND_LINE, values);
    }

    private static void word(String word, Map<String, String> values) {
        String open = word.startsWith("\"") ? unquoted(word) : word;
        int equals = open.indexOf('=');
        if (equals < 0 || !Keys.ours(open)) {
            return;
        }
        String value = open.substring(equals + 1);
        values.put(Keys.canonical(open.substring(0, equals)), value.startsWith("\"") ? unquoted(value) : value);
    }

    private static String unquoted(String text) {
        int end = text.length() > 1 && text.endsWith("\"") ? text.length() - 1 : text.length();
        return text.substring(1, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    static Layer environment(Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : environment.entrySet()) {
            if (Keys.ours(entry.getKey())) {
                values.put(Keys.canonical(entry.getKey()), entry.getValue());
            }
        }
        return new Layer(Source.ENVIRONMENT, values);
    }
}
