package org.keelson.config.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a tree as its one canonical text.
 *
 * <p>As in RFC 8785 there is no white space, names are sorted by their UTF-16 code units, and only what must be escaped
 * is escaped, in its shortest form. Unlike there, a number keeps the text that it had, since rounding it to a double
 * would change what was read. Two texts of the same tree give the same canonical text, and reading that gives the tree.
 */
public final class CanonicalJson {
    private static final String HEX = "0123456789abcdef";

    private CanonicalJson() {}

    /**
     * Writes a tree; recursive, so for trees of bounded depth as {@link StrictJson} makes them.
     *
     * @param element the tree
     * @return its canonical text
     */
    public static String write(JsonElement element) {
        StringBuilder out = new StringBuilder();
        append(out, element);
        return out.toString();
    }

    /**
     * Writes a tree behind what is written already, as {@link #write} does.
     *
     * @param out where to write it
     * @param element the tree
     */
    public static void append(StringBuilder out, JsonElement element) {
        if (element instanceof JsonObject object) {
            appendObject(out, object);
        } else if (element instanceof JsonArray array) {
            appendArray(out, array);
        } else if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            appendString(out, primitive.getAsString());
        } else if (element instanceof JsonPrimitive primitive) {
            out.append(primitive.getAsString());
        } else {
            out.append("null");
        }
    }

    private static void appendObject(StringBuilder out, JsonObject object) {
        char before = '{';
        for (Map.Entry<String, JsonElement> member : sorted(object.entrySet())) {
            appendString(out.append(before), member.getKey());
            append(out.append(':'), member.getValue());
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    /** {@return the members by name; those of most texts are in this order already, since tools write them so} */
    private static Collection<Map.Entry<String, JsonElement>> sorted(Set<Map.Entry<String, JsonElement>> members) {
        String before = "";
        boolean sorted = true;
        for (Map.Entry<String, JsonElement> member : members) {
            sorted &= before.compareTo(member.getKey()) <= 0;
            before = member.getKey();
        }
        if (sorted) {
            return members;
        }
        List<Map.Entry<String, JsonElement>> list = new ArrayList<>(members);
        list.sort((one, other) -> one.getKey().compareTo(other.getKey()));
        return list;
    }

    private static void appendArray(StringBuilder out, JsonArray array) {
        char before = '[';
        for (JsonElement element : array) {
            append(out.append(before), element);
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private static void appendString(StringBuilder out, String text) {
        out.append('"');
        int plain = 0; // from here on nothing had to be escaped
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                appendEscaped(out.append(text, plain, i), c);
                plain = i + 1;
            }
        }
        out.append(text, plain, text.length()).append('"');
    }

    private static void appendEscaped(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
    }
}
