package org.keelson.linux.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;

/**
 * {@link Descriptors} in memory: files by path, pipes, memory files, and the sockets of {@link FakeUnixSockets}. Numbers are given out
 * from 3, lowest first, and used again, as the kernel does, so that a use after close is noticed. Any thread may call it.
 */
public final class FakeDescriptors implements Descriptors {
    private static final int FIRST = 3;

    private int writeAtFailure;
    private final TreeMap<Integer, FakeObject> open = new TreeMap<>();
    private final Map<String, FakeFile.Content> files = new HashMap<>();
    private Runnable whenBlocked = () -> {
        throw new IllegalStateException("would block for ever");
    };

    /** How many descriptors are open: for asserting that none was lost. */
    public synchronized int openCount() {
        return open.size();
    }

    /** What is done, again and again, while a blocking read has nothing to give: for example a turn of the other side's loop. */
    public void whenBlocked(Runnable action) {
        whenBlocked = action;
    }

    /** Puts a file at a path. */
    public synchronized void file(String path, String text) {
        files.computeIfAbsent(path, _ -> new FakeFile.Content()).bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a file holds, or nothing if there is none at the path. */
    public synchronized Optional<String> file(String path) {
        return Optional.ofNullable(files.get(path)).map(content -> new String(content.bytes, StandardCharsets.UTF_8));
    }

    /** How often a file was flushed to its device. */
    public synchronized int syncs(String path) {
        return files.containsKey(path) ? files.get(path).syncs : 0;
    }

    /** Everything that can be read now without blocking, as text: of the peer of a socket, or the read end of a pipe. */
    public String available(Fd fd) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[4096];
        synchronized (this) {
            FakeObject object = object(fd, "read");
            for (int count = object.read(chunk, 0, chunk.length); count > 0; count = object.read(chunk, 0, chunk.length)) {
                all.write(chunk, 0, count);
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** True if everything has been read and the other side is gone. */
    public synchronized boolean ended(Fd fd) {
        return object(fd, "read").read(new byte[1], 0, 1) == 0;
    }

    /** Writes all of a text, which must fit. */
    public void writeText(Fd fd, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int count = write(fd, bytes, 0, bytes.length);
        if (count != bytes.length) {
            throw new IllegalStateException("only " + count + " of " + bytes.length + " bytes fit");
        }
    }

    /** Another number for the same object: {@code dup(2)}; what a descriptor becomes that is sent in a message. */
    public synchronized Fd duplicate(Fd fd) {
        return add(object(fd, "duplicate"));
    }

    @Override
    public synchronized Fd open(String path, Access access) {
        boolean create = access == Access.WRITE;
        FakeFile.Content content = create ? files.computeIfAbsent(path, _ -> new FakeFile.Content()) : files.get(path);
        if (content == null) {
            throw new LinuxException("open", path, Errno.ENOENT);
        }
        return add(new FakeFile(content));
    }

    @Override
    public synchronized Fd adopt(int number) {
        if (!open.containsKey(number)) {
            throw new LinuxException("adopt descriptor", Integer.toString(number), Errno.EBADF);
        }
        return new Fd(this, number);
    }

    @Override
    public int read(Fd fd, byte[] buffer, int offset, int length) {
        while (true) {
            synchronized (this) {
                FakeObject object = object(fd, "read");
                int count = object.read(buffer, offset, length);
                if (count != WOULD_BLOCK || !object.blocking()) {
                    return count;
                }
            }
            whenBlocked.run();
        }
    }

    @Override
    public synchronized int write(Fd fd, byte[] buffer, int offset, int length) {
        int count = object(fd, "write").write(buffer, offset, length);
        notifyAll();
        return count;
    }

    @Override
    public synchronized int readAt(Fd fd, byte[] buffer, int offset, int length, long position) {
        return regular(fd).readAt(buffer, offset, length, position);
    }

    @Override
    public synchronized void writeAt(Fd fd, byte[] buffer, int length, long position) {
        if (writeAtFailure != 0) {
            int errno = writeAtFailure;
            writeAtFailure = 0;
            throw new LinuxException("write", "descriptor " + fd.number(), errno);
        }
        regular(fd).writeAt(buffer, 0, length, position);
    }

    /** Makes the next {@link #writeAt} fail. */
    public synchronized void failNextWriteAt(int errno) {
        writeAtFailure = errno;
    }

    @Override
    public synchronized void duplicate(Fd fd, int number) {
        FakeObject object = object(fd, "duplicate");
        object.references++;
        if (open.containsKey(number)) {
            closeNumber(number);
        }
        open.put(number, object);
    }

    @Override
    public synchronized Pipe pipe(int capacity) {
        FakePipe pipe = new FakePipe(capacity);
        return new Pipe(add(pipe.new ReadEnd()), add(pipe.new WriteEnd()));
    }

    @Override
    public synchronized int splice(Fd pipe, Fd file, int max) {
        FakePipe.ReadEnd end = (FakePipe.ReadEnd) object(pipe, "splice");
        if (end.queue().size() == 0) {
            return end.hungUp() ? 0 : WOULD_BLOCK;
        }
        ByteArrayOutputStream moved = new ByteArrayOutputStream();
        int count = end.queue().moveTo(moved, max);
        return regular(file).write(moved.toByteArray(), 0, count);
    }

    @Override
    public synchronized long seekEnd(Fd fd) {
        return regular(fd).seekEnd();
    }

    @Override
    public synchronized Fd memory(String name, long size) {
        FakeFile.Content content = new FakeFile.Content();
        content.bytes = new byte[(int) size];
        return add(new FakeFile(content));
    }

    @Override
    public synchronized void sync(Fd fd) {
        regular(fd).content.syncs++;
    }

    @Override
    public synchronized void closeNumber(int number) {
        FakeObject object = open.remove(number);
        if (object == null) {
            throw new IllegalStateException("descriptor " + number + " is not open");
        }
        if (--object.references == 0) {
            object.released();
        }
        notifyAll();
    }

    /** Gives an object the lowest free number. */
    synchronized Fd add(FakeObject object) {
        int number = FIRST;
        while (open.containsKey(number)) {
            number++;
        }
        open.put(number, object);
        object.references++;
        return new Fd(this, number);
    }

    /** What a descriptor refers to; EBADF if nothing. */
    synchronized FakeObject object(Fd fd, String operation) {
        FakeObject object = open.get(fd.number());
        if (object == null) {
            throw new LinuxException(operation, "descriptor " + fd.number(), Errno.EBADF);
        }
        return object;
    }

    /** What a number refers to, if it is open. */
    synchronized Optional<FakeObject> object(int number) {
        return Optional.ofNullable(open.get(number));
    }

    private FakeFile regular(Fd fd) {
        if (object(fd, "use") instanceof FakeFile file) {
            return file;
        }
        throw new LinuxException("use", "descriptor " + fd.number(), Errno.EINVAL);
    }
}
