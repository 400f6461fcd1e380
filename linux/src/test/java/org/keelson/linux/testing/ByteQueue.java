package org.keelson.linux.testing;

import java.io.ByteArrayOutputStream;

/** Bytes on their way, first in first out, at most {@code capacity} of them. */
final class ByteQueue {
    final int capacity;
    private final byte[] bytes;
    private int head;
    private int size;

    ByteQueue(int capacity) {
        this.capacity = capacity;
        this.bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    int room() {
        return capacity - size;
    }

    int put(byte[] from, int offset, int length) {
        int count = Math.min(length, room());
        for (int i = 0; i < count; i++) {
            bytes[(head + size + i) % capacity] = from[offset + i];
        }
        size += count;
        return count;
    }

    int take(byte[] to, int offset, int length) {
        int count = Math.min(length, size);
        for (int i = 0; i < count; i++) {
            to[offset + i] = bytes[(head + i) % capacity];
        }
        head = (head + count) % capacity;
        size -= count;
        return count;
    }

    int moveTo(ByteArrayOutputStream out, int max) {
        byte[] chunk = new byte[Math.min(max, size)];
        int count = take(chunk, 0, chunk.length);
        out.write(chunk, 0, count);
        return count;
    }
}
