package org.keelson.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes texts without knowing what they mean. */
public final class ByteMutation {
    private static final String[] PIECES = {"{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "0", "-", ".", "e", "E+",
        "true", "null", "{}", "[]", "\"\"", "\"a\":1,", "\"#spec\":", " ", "\n", "\r\n", "\t", "\u0000", "\u001b[0m", "é", "😀", "\u202e",
        "\u2028", "\ufeff",
        "/*", "//", "#", "'", "=", "..", "../", "1e999999999", "-0", "99999999999999999999", "$(reboot)", "%s"};

    private ByteMutation() {}

    /** {@return the text with up to three changes} */
    public static byte[] change(byte[] text, Random random) {
        byte[] changed = text;
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed = once(changed, random);
        }
        return changed;
    }

    private static byte[] once(byte[] text, Random random) {
        int from = random.nextInt(text.length + 1);
        int to = Math.min(text.length, from + random.nextInt(random.nextInt(10) == 0 ? 300 : 9));
        return switch (random.nextInt(7)) {
            case 0 -> replace(text, from, to, new byte[0]);
            case 1 -> replace(text, from, from, Arrays.copyOfRange(text, from, to)); // once more
            case 2 -> replace(text, from, to, new byte[] {(byte) random.nextInt(256)});
            case 3 -> replace(text, from, from, new byte[] {(byte) random.nextInt(256)});
            case 4 -> Arrays.copyOf(text, from);
            case 5 -> {
                int other = random.nextInt(text.length + 1);
                yield replace(text, other, other, Arrays.copyOfRange(text, from, to));
            }
            default -> replace(text, from, random.nextBoolean() ? from : to,
                    PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] replace(byte[] text, int from, int to, byte[] piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(text, 0, from);
        out.writeBytes(piece);
        out.write(text, to, text.length - to);
        return out.toByteArray();
    }
}
