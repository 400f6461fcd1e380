package org.keelson.linux.raw;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.word.Pointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;

/** Native memory for the arguments of one call, given back when the call is over. Not for threads to share. */
public final class Arena implements AutoCloseable {
    private long[] blocks = new long[8];
    private int count;

    /** Zeroed memory of {@code size} bytes. */
    public Pointer allocate(int size) {
        Pointer block = UnmanagedMemory.calloc(WordFactory.unsigned(Math.max(1, size)));
        if (count == blocks.length) {
            blocks = java.util.Arrays.copyOf(blocks, count * 2);
        }
        blocks[count++] = block.rawValue();
        return block;
    }

    /** A NUL-terminated copy; a NUL inside would silently shorten a path, so it is refused. */
    public CCharPointer string(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("text contains NUL");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Pointer block = allocate(bytes.length + 1);
        copy(bytes, 0, block, bytes.length);
        return (CCharPointer) block;
    }

    /** A NULL-terminated array of strings, as {@code execve(2)} wants it. */
    public CCharPointerPointer strings(List<String> texts) {
        CCharPointerPointer array = (CCharPointerPointer) allocate((texts.size() + 1) * Long.BYTES);
        for (int i = 0; i < texts.size(); i++) {
            array.write(i, string(texts.get(i)));
        }
        return array;
    }

    /** An array of C ints. */
    public CIntPointer ints(int[] values) {
        CIntPointer array = (CIntPointer) allocate(values.length * Integer.BYTES);
        for (int i = 0; i < values.length; i++) {
            array.write(i, values[i]);
        }
        return array;
    }

    /** Copies {@code length} bytes of {@code from} to native memory. */
    public static void copy(byte[] from, int offset, PointerBase to, int length) {
        Pointer target = (Pointer) to;
        for (int i = 0; i < length; i++) {
            target.writeByte(i, from[offset + i]);
        }
    }

    /** Copies {@code length} bytes of native memory into {@code to}. */
    public static void copy(PointerBase from, byte[] to, int offset, int length) {
        Pointer source = (Pointer) from;
        for (int i = 0; i < length; i++) {
            to[offset + i] = source.readByte(i);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < count; i++) {
            UnmanagedMemory.free(WordFactory.pointer(blocks[i]));
        }
        count = 0;
    }
}
