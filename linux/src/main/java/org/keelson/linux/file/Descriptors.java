package org.keelson.linux.file;

/** What is done with descriptors. Calls on non-blocking descriptors never block and may be made by the loop. */
public interface Descriptors {
    /** The answer of a non-blocking call that has nothing to give yet ({@code EAGAIN}). */
    int WOULD_BLOCK = -1;

    /** How a file is opened: {@code open(2)}. */
    enum Access {
        READ,
        /** Created with mode 0600 if absent; written from the start. */
        WRITE,
        READ_WRITE,
        /** For terminals and pipes: both ways, never blocking, never a controlling terminal. A regular file is appended to. */
        READ_WRITE_NON_BLOCKING,
        /** The place only: {@code O_PATH}. */
        PATH
    }

    /** Both ends of a {@code pipe(2)}. The read end does not block. */
    record Pipe(Fd read, Fd write) {}

    /** Opens a file; may block on a slow device. */
    Fd open(String path, Access access);

    /** Takes ownership of a number that was kept over a resume. */
    Fd adopt(int number);

    /** Reads up to {@code length} bytes: the count, 0 at end of file, or {@link #WOULD_BLOCK}. */
    int read(Fd fd, byte[] buffer, int offset, int length);

    /** Writes up to {@code length} bytes: the count, or {@link #WOULD_BLOCK}. */
    int write(Fd fd, byte[] buffer, int offset, int length);

    /** Reads at a position without moving it. */
    int readAt(Fd fd, byte[] buffer, int offset, int length, long position);

    /** Writes all bytes at a position; for memory files and regular files. */
    void writeAt(Fd fd, byte[] buffer, int length, long position);

    /** A pipe of at least {@code capacity} bytes where the kernel grants it; the write end blocks, as a program expects. */
    Pipe pipe(int capacity);

    /** Moves what a pipe holds into a file without copying through this process: the count, 0 at end, or WOULD_BLOCK. May block. */
    int splice(Fd pipe, Fd file, int max);

    /** Puts the position at the end of the file and returns it, in bytes. */
    long seekEnd(Fd fd);

    /** An anonymous memory file: {@code memfd_create(2)}, close-on-exec. */
    Fd memory(String name, long size);

    /** Flushes a file to its device: {@code fsync(2)}. Blocks. */
    void sync(Fd fd);

    /** Makes {@code number} another name of {@code fd}: {@code dup3(2)}. What it was before is closed. */
    void duplicate(Fd fd, int number);

    /** For {@link Fd#close()} only. */
    void closeNumber(int number);
}
