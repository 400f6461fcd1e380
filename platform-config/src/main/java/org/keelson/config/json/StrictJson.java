package org.keelson.config.json;

import com.google.gson.JsonElement;
import java.util.List;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;

/** Reads JSON by the letter of RFC 8259. */
public final class StrictJson {
    private StrictJson() {}

    /**
     * Reads one JSON text.
     *
     * @param utf8 the text
     * @param limits its greatest size and depth
     * @return the tree, or what is wrong with the text
     */
    public static Parsed<JsonElement> parse(byte[] utf8, Limits limits) {
        return new Parsed.Bad<>(List.of(new Problem("$", "unread")));
    }
}
