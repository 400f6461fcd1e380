package org.keelson.config.json;

import com.google.gson.JsonElement;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;

/**
 * Reads JSON by the letter of RFC 8259, and stricter where the RFC leaves a choice that has been used for attacks.
 *
 * <p>Refused: malformed UTF-8 and a byte order mark (RFC 8259 section 8.1), escapes that are half a surrogate pair
 * (section 8.2), duplicate names (section 4), anything after the value (section 2), and what exceeds the limits
 * (section 9). Numbers keep their text, so nothing is rounded. All duplicates and half pairs are reported; a syntax
 * error ends the reading.
 */
public final class StrictJson {
    private static final int PIECE = 1024;

    private StrictJson() {}

    /**
     * Reads one JSON text; pure, and bounded in time and memory by the limits.
     *
     * @param utf8 the text
     * @param limits its greatest size and depth
     * @return the tree, with members in the order of the text, or what is wrong with the text
     */
    public static Parsed<JsonElement> parse(byte[] utf8, Limits limits) {
        if (utf8.length > limits.maxBytes()) {
            return bad("found " + utf8.length + " bytes, expected at most " + limits.maxBytes());
        }
        if (utf8.length == 0) {
            return bad("found nothing, expected a JSON text");
        }
        if (utf8.length >= 3 && utf8[0] == (byte) 0xef && utf8[1] == (byte) 0xbb && utf8[2] == (byte) 0xbf) {
            return bad("found a byte order mark at byte 0, expected a JSON text");
        }
        int malformed = malformed(utf8);
        if (malformed < utf8.length) {
            return bad("found malformed UTF-8 at byte " + malformed);
        }
        return new TreeReader(new String(utf8, StandardCharsets.UTF_8), limits.maxDepth()).read();
    }

    /** {@return where the text is not UTF-8, or its length; what is decoded is thrown away, so that little of it is ever in memory} */
    private static int malformed(byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer piece = CharBuffer.allocate(PIECE);
        while (decoder.decode(bytes, piece.clear(), true).isOverflow()) {
            // the next piece
        }
        return bytes.position();
    }

    private static Parsed<JsonElement> bad(String message) {
        return new Parsed.Bad<>(List.of(new Problem("$", message)));
    }
}
