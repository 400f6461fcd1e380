package org.keelson.linux.testing;

import org.keelson.linux.file.Descriptors;

/** What a fake descriptor refers to; several numbers may share one. Guarded by the lock of its {@link FakeDescriptors}. */
abstract class FakeObject {
    /** Numbers that refer to it. */
    int references;

    /** True if a read or an accept would give something, the end included. */
    abstract boolean readable();

    /** True if a write would take something, or fail. */
    boolean writable() {
        return true;
    }

    /** True if the other side is gone: reported even where nobody asked. */
    boolean hungUp() {
        return false;
    }

    /** See {@link Descriptors#read}. */
    int read(byte[] buffer, int offset, int length) {
        throw new UnsupportedOperationException("not to be read: " + this);
    }

    /** See {@link Descriptors#write}. */
    int write(byte[] buffer, int offset, int length) {
        throw new UnsupportedOperationException("not to be written: " + this);
    }

    /** True if a read waits instead of saying that it would. */
    boolean blocking() {
        return false;
    }

    /** The last number that refers to it was closed. */
    void released() {}
}
