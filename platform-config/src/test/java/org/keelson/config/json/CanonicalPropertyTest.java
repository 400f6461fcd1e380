package org.keelson.config.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keelson.config.Parsed;

/**
 * Any JSON text, written in any of the ways in which the same can be written: numbers of every form, every escape, pairs of surrogates,
 * blanks, members in any order. The seed is fixed, so a failure can be repeated.
 */
final class CanonicalPropertyTest {
    private static final int ROUNDS = 5_000;
    private static final String BLANKS = " \t\r\n";
    private static final String[] NUMBERS = {"0", "-0", "0.0", "-0.0", "1", "10", "1.50", "1e2", "1E+2", "1e-2", "0e0", "-1.25e-10",
        "123456789012345678901234567890", "0.1", "1E400", "-9223372036854775809", "9007199254740993", "0.00000000000000000001"};
    private static final int[] CODE_POINTS = {0, 1, 8, 9, 10, 12, 13, 0x1f, ' ', '"', '\\', '/', 'a', 'u', 0x7f, 0x80, 0xe9, 0x2028,
        0xd7ff, 0xe000, 0xfeff, 0xffff, 0x10000, 0x1f600, 0x10ffff};

    /** A value that can be written in more than one way. */
    private sealed interface Value {
        record Literal(String text) implements Value {}

        record Text(String text) implements Value {}

        record Sequence(List<Value> elements) implements Value {}

        record Members(List<String> names, List<Value> values) implements Value {}
    }

    private final Random random = new Random(7);

    @Test
    void canonicalTextIsOneForAllTextsOfAValueAndReadsBackToTheSame() {
        int notTrivial = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Value value = value(4);
            String first = write(value);
            String second = write(value);

            String canonical = CanonicalJson.write(parse(first));

            assertEquals(canonical, CanonicalJson.write(parse(second)), first);
            assertEquals(parse(first), parse(canonical), first);
            assertEquals(canonical, CanonicalJson.write(parse(canonical)), first);
            assertEquals(expected(value), canonical, first);
            notTrivial += canonical.length() > 50 ? 1 : 0;
        }
        assertTrue(notTrivial > ROUNDS / 5, "too many texts are trivial, others: " + notTrivial);
    }

    private static JsonElement parse(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return ((Parsed.Ok<JsonElement>) StrictJson.parse(utf8, Limits.STATE)).value();
    }

    private Value value(int depth) {
        return switch (depth == 4 ? 3 + random.nextInt(3) : random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> new Value.Literal(List.of("true", "false", "null").get(random.nextInt(3)));
            case 1 -> new Value.Literal(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 2 -> new Value.Text(text());
            case 3 -> {
                List<Value> elements = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    elements.add(value(depth - 1));
                }
                yield new Value.Sequence(elements);
            }
            default -> {
                List<String> names = new ArrayList<>();
                List<Value> values = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    String name = text();
                    if (!names.contains(name)) {
                        names.add(name);
                        values.add(value(depth - 1));
                    }
                }
                yield new Value.Members(names, values);
            }
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
        }
        return text.toString();
    }

    /** One of the ways to write it. */
    private String write(Value value) {
        return blanks() + switch (value) {
            case Value.Literal(String text) -> text;
            case Value.Text(String text) -> quoted(text);
            case Value.Sequence(List<Value> elements) -> {
                List<String> parts = new ArrayList<>();
                elements.forEach(element -> parts.add(write(element)));
                yield "[" + blanks() + String.join(",", parts) + "]";
            }
            case Value.Members(List<String> names, List<Value> values) -> {
                List<String> parts = new ArrayList<>();
                for (int i = 0; i < names.size(); i++) {
                    parts.add(blanks() + quoted(names.get(i)) + blanks() + ":" + write(values.get(i)));
                }
                Collections.shuffle(parts, random);
                yield "{" + blanks() + String.join(",", parts) + "}";
            }
        } + blanks();
    }

    private String blanks() {
        return random.nextInt(4) == 0 ? String.valueOf(BLANKS.charAt(random.nextInt(BLANKS.length()))) : "";
    }

    private String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean half = Character.isSurrogate(c);
            if (half && Character.isHighSurrogate(c) && random.nextBoolean()) {
                out.append(c).append(text.charAt(++i));
            } else if (half || c < 0x20 || c == '"' || c == '\\' || random.nextInt(4) == 0) {
                out.append(escaped(c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private String escaped(char c) {
        int named = "\"\\/\b\f\n\r\t".indexOf(c);
        if (named >= 0 && random.nextBoolean()) {
            return "\\" + "\"\\/bfnrt".charAt(named);
        }
        String hex = Integer.toHexString(0x10000 | c).substring(1);
        return "\\u" + (random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT));
    }

    /** The canonical text by its definition, written down a second time and in another way. */
    private static String expected(Value value) {
        return switch (value) {
            case Value.Literal(String text) -> text;
            case Value.Text(String text) -> expected(text);
            case Value.Sequence(List<Value> elements) -> {
                List<String> parts = new ArrayList<>();
                elements.forEach(element -> parts.add(expected(element)));
                yield "[" + String.join(",", parts) + "]";
            }
            case Value.Members(List<String> names, List<Value> values) -> {
                List<String> parts = new ArrayList<>();
                names.stream().sorted().forEach(name -> parts.add(expected(name) + ":" + expected(values.get(names.indexOf(name)))));
                yield "{" + String.join(",", parts) + "}";
            }
        };
    }

    private static String expected(String text) {
        String out = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\b", "\\b").replace("\f", "\\f").replace("\n", "\\n")
                .replace("\r", "\\r").replace("\t", "\\t");
        for (char c = 0; c < 0x20; c++) {
            out = out.replace(String.valueOf(c), "\\u00" + Integer.toHexString(0x100 | c).substring(1));
        }
        return "\"" + out + "\"";
    }
}
