package org.keelson.supervisor.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;

/**
 * The bytes of one connection that were read and not yet understood: at most {@link #CAPACITY}. Feeds HttpCore's parser and decoders; only
 * {@link #receive} reads from the connection, so they never meet its end.
 */
final class RequestInput implements SessionInputBuffer {
    /** More than the longest line that the parser accepts, so that a full buffer always gets it further. */
    static final int CAPACITY = 8192;

    private static final int FIRST_CAPACITY = 1024;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int from;
    private int to;
    private long taken;

    /** Reads once: the count, 0 at the end, or {@link Descriptors#WOULD_BLOCK}, also if there is no room. */
    int receive(Descriptors descriptors, Fd socket) {
        makeRoom();
        if (to == bytes.length) {
            return Descriptors.WOULD_BLOCK;
        }
        int count = descriptors.read(socket, bytes, to, bytes.length - to);
        to += Math.max(0, count);
        return count;
    }

    private void makeRoom() {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == bytes.length && to < CAPACITY) {
            bytes = Arrays.copyOf(bytes, to * 2);
        }
    }

    /** Forgets what is there. */
    void clear() {
        from = to;
    }

    /** How many bytes were taken out since the connection began. */
    long taken() {
        return taken;
    }

    @Override
    public boolean hasData() {
        return from < to;
    }

    @Override
    public int length() {
        return to - from;
    }

    /** Nothing: the connection is read by {@link #receive} only. */
    @Override
    public int fill(ReadableByteChannel channel) {
        return 0;
    }

    @Override
    public int read() {
        taken++;
        return bytes[from++] & 0xff;
    }

    @Override
    public int read(ByteBuffer target, int max) {
        if (max < 0) {
            throw new IllegalArgumentException("chunk size is negative: " + max); // the decoder would wait for ever
        }
        int count = Math.min(Math.min(max, target.remaining()), length());
        target.put(bytes, from, count);
        skip(count);
        return count;
    }

    @Override
    public int read(ByteBuffer target) {
        int count = Math.min(target.remaining(), length());
        target.put(bytes, from, count);
        skip(count);
        return count;
    }

    @Override
    public int read(WritableByteChannel target, int max) throws IOException {
        int count = target.write(ByteBuffer.wrap(bytes, from, Math.min(max, length())));
        skip(count);
        return count;
    }

    @Override
    public int read(WritableByteChannel target) throws IOException {
        return read(target, length());
    }

    @Override
    public boolean readLine(CharArrayBuffer line, boolean endOfStream) {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        if (end == to) {
            return false;
        }
        int last = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        line.append(bytes, from, last - from);
        skip(end + 1 - from);
        return true;
    }

    private void skip(int count) {
        from += count;
        taken += count;
    }
}
