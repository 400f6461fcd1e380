package org.keelson.config.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.keelson.config.Parsed;

final class CanonicalJsonTest {
    @Test
    void namesAreSortedAndBlanksDropped() {
        assertEquals("{\"B\":1,\"a\":[true,null,{}],\"b\":{\"x\":[],\"y\":\"\"}}",
                rewrite("{ \"b\" : {\"y\":\"\", \"x\":[ ]}, \"a\" : [true, null, { }], \"B\" : 1 }"));
    }

    @Test
    void onlyWhatMustBeIsEscaped() {
        assertEquals("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f<é€😀\"",
                rewrite("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u001F\\u007f\\u003c\\u00e9\\u20ac\\ud83d\\ude00\""));
    }

    @Test
    void theCanonicalTextOfACanonicalTextIsItself() {
        String canonical = rewrite("{\"z\":{\"\\u0001\":-0.0},\"\":[1,2.50]}");

        assertEquals(canonical, rewrite(canonical));
    }

    private static String rewrite(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return CanonicalJson.write(((Parsed.Ok<JsonElement>) StrictJson.parse(utf8, Limits.STATE)).value());
    }
}
