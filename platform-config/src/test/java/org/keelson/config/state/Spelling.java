package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Random;

/** Writes a tree in one of the ways in which it can be written with its members in their order: other blanks, other escapes. */
final class Spelling {
    private final Random random;
    private final StringBuilder out = new StringBuilder();

    private Spelling(Random random) {
        this.random = random;
    }

    static String write(JsonElement tree, Random random) {
        Spelling spelling = new Spelling(random);
        spelling.append(tree);
        return spelling.out.toString();
    }

    private void append(JsonElement element) {
        blank();
        switch (element) {
            case JsonObject object -> {
                out.append('{');
                String before = "";
                for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                    out.append(before);
                    quoted(member.getKey());
                    out.append(':');
                    append(member.getValue());
                    before = ",";
                }
                out.append('}');
            }
            case JsonArray array -> {
                out.append('[');
                for (int i = 0; i < array.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    append(array.get(i));
                }
                out.append(']');
            }
            case JsonElement other when other.isJsonPrimitive() && other.getAsJsonPrimitive().isString() -> quoted(other.getAsString());
            case JsonElement other -> out.append(other.isJsonNull() ? "null" : other.getAsString());
        }
        blank();
    }

    private void blank() {
        if (random.nextInt(8) == 0) {
            out.append(" \t\r\n".charAt(random.nextInt(4)));
        }
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || random.nextInt(16) == 0 && !Character.isSurrogate(c)) {
                out.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
