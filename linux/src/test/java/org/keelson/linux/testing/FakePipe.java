package org.keelson.linux.testing;

import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;

/** A pipe in memory: its two ends share one queue. */
final class FakePipe {
    private final ByteQueue queue;
    private boolean readEndOpen = true;
    private boolean writeEndOpen = true;

    FakePipe(int capacity) {
        queue = new ByteQueue(capacity);
    }

    /** The end that is read; never blocks. */
    final class ReadEnd extends FakeObject {
        @Override
        boolean readable() {
            return queue.size() > 0 || !writeEndOpen;
        }

        @Override
        boolean writable() {
            return false;
        }

        @Override
        boolean hungUp() {
            return !writeEndOpen;
        }

        @Override
        int read(byte[] buffer, int offset, int length) {
            if (queue.size() > 0) {
                return queue.take(buffer, offset, length);
            }
            return writeEndOpen ? Descriptors.WOULD_BLOCK : 0;
        }

        ByteQueue queue() {
            return queue;
        }

        @Override
        void released() {
            readEndOpen = false;
        }
    }

    /** The end that is written; a full pipe would block a program, here it says so. */
    final class WriteEnd extends FakeObject {
        @Override
        boolean readable() {
            return false;
        }

        @Override
        boolean writable() {
            return queue.room() > 0 || !readEndOpen;
        }

        @Override
        boolean hungUp() {
            return !readEndOpen;
        }

        @Override
        int write(byte[] buffer, int offset, int length) {
            if (!readEndOpen) {
                throw new LinuxException("write", "pipe", Errno.EPIPE);
            }
            return queue.room() == 0 && length > 0 ? Descriptors.WOULD_BLOCK : queue.put(buffer, offset, length);
        }

        @Override
        void released() {
            writeEndOpen = false;
        }
    }
}
