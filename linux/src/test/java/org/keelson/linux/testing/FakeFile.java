package org.keelson.linux.testing;

import java.util.Arrays;

/** An open regular file or memory file; the content is shared, the position is not. */
final class FakeFile extends FakeObject {
    /** Content that several opens share. */
    static final class Content {
        byte[] bytes = new byte[0];
        int syncs;
    }

    final Content content;
    private int position;

    FakeFile(Content content) {
        this.content = content;
    }

    @Override
    boolean readable() {
        return true;
    }

    @Override
    int read(byte[] buffer, int offset, int length) {
        int count = readAt(buffer, offset, length, position);
        position += count;
        return count;
    }

    @Override
    int write(byte[] buffer, int offset, int length) {
        writeAt(buffer, offset, length, position);
        position += length;
        return length;
    }

    int readAt(byte[] buffer, int offset, int length, long from) {
        int count = (int) Math.max(0, Math.min(length, content.bytes.length - from));
        if (count > 0) {
            System.arraycopy(content.bytes, (int) from, buffer, offset, count);
        }
        return count;
    }

    void writeAt(byte[] buffer, int offset, int length, long to) {
        if (to + length > content.bytes.length) {
            content.bytes = Arrays.copyOf(content.bytes, (int) (to + length));
        }
        System.arraycopy(buffer, offset, content.bytes, (int) to, length);
    }

    int seekEnd() {
        position = content.bytes.length;
        return position;
    }
}
