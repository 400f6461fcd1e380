package org.keelson.config.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;

final class StrictJsonTest {
    private static final Limits SMALL = new Limits(100, 3);

    private record Row(String text, String path, String message) {}

    private static final List<Row> REFUSED = List.of(
            new Row("", "$", "found nothing, expected a JSON text"),
            new Row(" ", "$", "found the end of the text, expected more JSON"),
            new Row("{", "$", "found the end of the text, expected more JSON"),
            new Row("[1", "$", "found the end of the text, expected more JSON"),
            new Row("{\"a\":1,\"a\":2}", "$.a", "found this name a second time, expected it once"),
            new Row("{\"a\":[{\"b c\":1,\"b c\":2}]}", "$.a[0]['b c']",
                    "found this name a second time, expected it once"),
            new Row("[[[[]]]]", "$[0][0][0]", "found more than 3 levels of arrays and objects"),
            new Row("[] []", "$", "found what is not JSON at line 1 column 5"),
            new Row("[1,]", "$", "found what is not JSON at line 1 column 5"),
            new Row("[01]", "$", "found what is not JSON at line 1 column 2"),
            new Row("[\"\\ud800\"]", "$[0]", "found half a surrogate pair at character 0"),
            new Row("{\"\\udc00\":1}", "$['?']", "found half a surrogate pair at character 0"));

    private static final List<String> NOT_JSON = List.of(
            "nul", "TRUE", "NaN", "Infinity", "'a'", "{a:1}", "[1;2]", "[1 2]", "{\"a\"=1}", "[.5]", "[5.]", "[+1]",
            "[1e]", "[\"\\x41\"]", "[\"\\'\"]", "[\"a\nb\"]", "[\"\t\"]", "[1]//", "#\n[]", "[]\f", "[]\u00a0",
            "{\"a\":1,}", "{,}", "[,]", ")]}'\n[]", "\"a", "[\"\\u12\"]", "{\"a\"}", "{\"a\":}", "[--1]", "[0x1]", "]",
            "}", "[}", "{]", "[-]");

    @Test
    void refusalsNameThePlaceAndTheReason() {
        for (Row row : REFUSED) {
            Problem expected = new Problem(row.path(), row.message());

            assertEquals(new Parsed.Bad<JsonElement>(List.of(expected)), parse(row.text()), row.text());
        }
    }

    @Test
    void extensionsOfJsonAreRefused() {
        for (String text : NOT_JSON) {
            assertInstanceOf(Parsed.Bad.class, parse(text), text);
        }
    }

    @Test
    void malformedUtf8IsRefusedWithItsOffset() {
        byte[][] malformed = {
            {'"', (byte) 0xff, '"'},
            {'"', (byte) 0xc0, (byte) 0x80, '"'},
            {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            {'"', (byte) 0xe2, (byte) 0x82},
        };
        for (byte[] bytes : malformed) {
            Problem expected = new Problem("$", "found malformed UTF-8 at byte 1");

            assertEquals(new Parsed.Bad<JsonElement>(List.of(expected)), StrictJson.parse(bytes, SMALL));
        }
    }

    @Test
    void aByteOrderMarkIsRefused() {
        Problem expected = new Problem("$", "found a byte order mark at byte 0, expected a JSON text");

        assertEquals(new Parsed.Bad<JsonElement>(List.of(expected)), parse("\ufeff{}"));
    }

    @Test
    void aTextOverTheSizeIsRefusedUnread() {
        Problem expected = new Problem("$", "found 101 bytes, expected at most 100");

        assertEquals(new Parsed.Bad<JsonElement>(List.of(expected)), parse(" ".repeat(101)));
    }

    @Test
    void allDuplicatesAreReported() {
        Parsed<JsonElement> parsed = parse("{\"a\":1,\"a\":2,\"b\":{\"c\":1,\"c\":1},\"a\":3}");

        List<String> paths = new ArrayList<>();
        for (Problem problem : ((Parsed.Bad<JsonElement>) parsed).problems()) {
            paths.add(problem.path());
        }
        assertEquals(List.of("$.a", "$.b.c", "$.a"), paths);
    }

    @Test
    void numbersKeepTheirText() {
        String text = "[1.10,1e2,-0,123456789012345678901234567890,0.1,1E+400]";

        assertEquals(text, CanonicalJson.write(((Parsed.Ok<JsonElement>) parse(text)).value()));
    }

    @Test
    void everyKindOfValueIsRead() {
        for (String text : List.of("null", "true", "false", "\"\"", "0", "{}", "[]", "[[[]]]", " [ 1 , 2 ]\r\n\t")) {
            assertInstanceOf(Parsed.Ok.class, parse(text), text);
        }
    }

    @Test
    void pathsCannotForgeALineOfALog() {
        Parsed<JsonElement> parsed = parse("{\"a\\nb\\u202e\":1,\"a\\nb\\u202e\":1}");

        assertEquals("$['a?b?']", ((Parsed.Bad<JsonElement>) parsed).problems().get(0).path());
    }

    private static Parsed<JsonElement> parse(String text) {
        return StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), SMALL);
    }
}
