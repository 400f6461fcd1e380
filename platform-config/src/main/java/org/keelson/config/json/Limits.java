package org.keelson.config.json;

/**
 * How much JSON is accepted.
 *
 * @param maxBytes the size of the whole text in bytes, at least 1
 * @param maxDepth how deep arrays and objects may be nested, 1 to 200
 */
public record Limits(int maxBytes, int maxDepth) {
    /**
     * For the state of a revision: 1 MiB and 64 levels.
     *
     * <p>A container costs a state about one kilobyte and an overlay file about 120 bytes, so a device with two hundred
     * containers has a factor of four to spare, while the tree of the largest text still fits into the fixed heap of
     * PID 1. The format itself is six levels deep; the rest is for documents that are only expanded to files.
     */
    public static final Limits STATE = new Limits(1 << 20, 64);

    /** Checks the ranges; the depth is bounded by the stack of the recursive reader, and gson's own bound is 255. */
    public Limits {
        if (maxBytes < 1 || maxDepth < 1 || maxDepth > 200) {
            throw new IllegalArgumentException("limits out of range: " + maxBytes + " bytes, depth " + maxDepth);
        }
    }
}
