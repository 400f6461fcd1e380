package org.keelson.config.json;

/** How text that somebody else wrote is shown in a message, so that it can neither forge nor flood a line of a log. */
public final class Shown {
    private static final int QUOTED = 80;

    private Shown() {}

    /**
     * Writes a string for a message.
     *
     * @param text any string
     * @return the string in quotes, cut after 80 characters, with {@code ?} for what is not printable
     */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), QUOTED) + 3).append('"');
        append(out, text, QUOTED);
        return out.append('"').toString();
    }

    /**
     * Says whether a character may stand in a line of a log and in a path.
     *
     * <p>C0, DEL and C1, the line separators and the invisible marks that reverse the direction of text may not.
     *
     * @param codePoint the character
     * @return whether it may
     */
    public static boolean printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /**
     * Says whether all characters of a text are printable.
     *
     * @param text any string
     * @return whether they are
     */
    public static boolean printable(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!printable(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    static void append(StringBuilder out, String text, int max) {
        int shown = 0;
        int at = 0;
        while (at < text.length() && shown < max) {
            int codePoint = text.codePointAt(at);
            out.appendCodePoint(printable(codePoint) ? codePoint : '?');
            at += Character.charCount(codePoint);
            shown++;
        }
        if (at < text.length()) {
            out.append('…');
        }
    }
}
