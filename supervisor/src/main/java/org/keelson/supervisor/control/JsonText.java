package org.keelson.supervisor.control;

import com.google.gson.JsonPrimitive;
import org.keelson.config.json.CanonicalJson;

/**
 * Writes JSON with its members in the order of the calls, as Pantavisor's clients know them. Not gson's writer: that one brings regular
 * expressions into PID 1. Whoever calls it is right about the order of calls.
 */
final class JsonText {
    private final StringBuilder out = new StringBuilder(256);
    private boolean comma;

    JsonText beginObject() {
        return open('{');
    }

    JsonText endObject() {
        return close('}');
    }

    JsonText beginArray() {
        return open('[');
    }

    JsonText endArray() {
        return close(']');
    }

    JsonText name(String name) {
        string(name);
        out.append(':');
        comma = false;
        return this;
    }

    JsonText value(String text) {
        string(text);
        comma = true;
        return this;
    }

    JsonText value(long number) {
        separate();
        out.append(number);
        comma = true;
        return this;
    }

    JsonText value(boolean truth) {
        separate();
        out.append(truth);
        comma = true;
        return this;
    }

    private JsonText open(char bracket) {
        separate();
        out.append(bracket);
        comma = false;
        return this;
    }

    private JsonText close(char bracket) {
        out.append(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            out.append(',');
        }
    }

    private void string(String text) {
        separate();
        if (plain(text)) {
            out.append('"').append(text).append('"');
        } else {
            out.append(CanonicalJson.write(new JsonPrimitive(text)));
        }
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
