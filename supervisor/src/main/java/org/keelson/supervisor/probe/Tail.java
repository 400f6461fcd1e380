package org.keelson.supervisor.probe;

import java.nio.charset.StandardCharsets;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;

/** The last bytes of an output of any length. */
final class Tail {
    private final byte[] kept;
    private int length;

    Tail(int bytes) {
        kept = new byte[bytes];
    }

    /** Reads what is there, up to about {@code max} bytes: 0 if the output has ended. */
    int take(Descriptors descriptors, Fd from, int max) {
        byte[] chunk = new byte[Math.min(max, 4096)];
        for (int taken = 0; taken < max; ) {
            int count = descriptors.read(from, chunk, 0, chunk.length);
            if (count <= 0) {
                return count;
            }
            add(chunk, count);
            taken += count;
        }
        return max;
    }

    void add(byte[] bytes, int count) {
        int fromNew = Math.min(count, kept.length);
        int fromOld = Math.min(length, kept.length - fromNew);
        System.arraycopy(kept, length - fromOld, kept, 0, fromOld);
        System.arraycopy(bytes, count - fromNew, kept, fromOld, fromNew);
        length = fromOld + fromNew;
    }

    /** The text, with something before it; a character that was cut is replaced. */
    String after(String text) {
        String own = new String(kept, 0, length, StandardCharsets.UTF_8).strip();
        return own.isEmpty() ? text : text + ": " + own;
    }
}
