package org.keelson.config.json;

/**
 * A place in a JSON tree, written like a path of RFC 9535: {@code $.storage['a b'].volumes[2]}.
 *
 * <p>A chain towards the root, so that a step costs one small object and text is only made for a problem. Names that
 * consist of letters, digits, {@code _} and {@code -} are written with a dot, others in brackets, cut after 80
 * characters and without anything that could forge a line of a log.
 */
public final class JsonPath {
    private static final int SHOWN = 80;

    private final JsonPath parent;
    private final String name;
    private final int index;

    private JsonPath(JsonPath parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /**
     * Makes the path of a whole text.
     *
     * @param document what stands before the {@code $}, for example {@code web/run.json:}, or nothing
     * @return the path
     */
    public static JsonPath root(String document) {
        return new JsonPath(null, document, -1);
    }

    /**
     * Goes to a member of an object.
     *
     * @param key the member's name
     * @return the longer path
     */
    public JsonPath member(String key) {
        return new JsonPath(this, key, -1);
    }

    /**
     * Goes to an element of an array.
     *
     * @param position its position from 0
     * @return the longer path
     */
    public JsonPath element(int position) {
        return new JsonPath(this, null, position);
    }

    /** {@return the path as text} */
    @Override
    public String toString() {
        return append(new StringBuilder()).toString();
    }

    private StringBuilder append(StringBuilder out) {
        if (parent == null) {
            return appendShown(out).append('$');
        }
        parent.append(out);
        if (name == null) {
            return out.append('[').append(index).append(']');
        }
        return plain() ? out.append('.').append(name) : appendShown(out.append("['")).append("']");
    }

    private boolean plain() {
        boolean plain = !name.isEmpty() && name.length() <= SHOWN;
        for (int i = 0; plain && i < name.length(); i++) {
            char c = name.charAt(i);
            plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
        }
        return plain;
    }

    private StringBuilder appendShown(StringBuilder out) {
        Shown.append(out, name, SHOWN);
        return out;
    }
}
