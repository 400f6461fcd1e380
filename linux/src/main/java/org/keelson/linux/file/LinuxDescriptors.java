package org.keelson.linux.file;

import static org.keelson.linux.raw.Fcntl.AT_FDCWD;
import static org.keelson.linux.raw.Fcntl.F_SETPIPE_SZ;
import static org.keelson.linux.raw.Fcntl.MFD_CLOEXEC;
import static org.keelson.linux.raw.Fcntl.O_APPEND;
import static org.keelson.linux.raw.Fcntl.O_CLOEXEC;
import static org.keelson.linux.raw.Fcntl.O_CREAT;
import static org.keelson.linux.raw.Fcntl.O_NOCTTY;
import static org.keelson.linux.raw.Fcntl.O_NONBLOCK;
import static org.keelson.linux.raw.Fcntl.O_PATH;
import static org.keelson.linux.raw.Fcntl.O_RDONLY;
import static org.keelson.linux.raw.Fcntl.O_RDWR;
import static org.keelson.linux.raw.Fcntl.O_WRONLY;
import static org.keelson.linux.raw.Fcntl.SPLICE_F_MOVE;
import static org.keelson.linux.raw.Fcntl.SPLICE_F_NONBLOCK;

import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.keelson.linux.Errno;
import org.keelson.linux.raw.Arena;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Fcntl;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.Numbers;

/** {@link Descriptors} by system call. Stateless. */
public final class LinuxDescriptors implements Descriptors {
    private static final int SEEK_END = 2;

    @Override
    public Fd open(String path, Access access) {
        int flags = O_CLOEXEC() | switch (access) {
            case READ -> O_RDONLY();
            case WRITE -> O_WRONLY() | O_CREAT();
            case READ_WRITE -> O_RDWR();
            case READ_WRITE_NON_BLOCKING -> O_RDWR() | O_NONBLOCK() | O_NOCTTY() | O_APPEND();
            case PATH -> O_PATH();
        };
        try (Arena arena = new Arena()) {
            long fd = Kernel.blocking(Numbers.__NR_openat(), AT_FDCWD(), arena.string(path).rawValue(), flags, 0600, 0, 0);
            return new Fd(this, (int) Check.ok("open", path, fd));
        }
    }

    @Override
    public Fd adopt(int number) {
        Check.ok("adopt descriptor", number, Kernel.quick(Numbers.__NR_fcntl(), number, Fcntl.F_SETFD(), Fcntl.FD_CLOEXEC(), 0, 0, 0));
        return new Fd(this, number);
    }

    @Override
    public int read(Fd fd, byte[] buffer, int offset, int length) {
        try (PinnedObject pin = PinnedObject.create(buffer)) {
            long address = pin.addressOfArrayElement(offset).rawValue();
            return count("read", fd, Kernel.blocking(Numbers.__NR_read(), fd.number(), address, length, 0, 0, 0));
        }
    }

    @Override
    public int write(Fd fd, byte[] buffer, int offset, int length) {
        try (PinnedObject pin = PinnedObject.create(buffer)) {
            long address = pin.addressOfArrayElement(offset).rawValue();
            return count("write", fd, Kernel.blocking(Numbers.__NR_write(), fd.number(), address, length, 0, 0, 0));
        }
    }

    @Override
    public int readAt(Fd fd, byte[] buffer, int offset, int length, long position) {
        try (PinnedObject pin = PinnedObject.create(buffer)) {
            long address = pin.addressOfArrayElement(offset).rawValue();
            return count("read", fd, Kernel.blocking(Numbers.__NR_pread64(), fd.number(), address, length, position, 0, 0));
        }
    }

    @Override
    public void writeAt(Fd fd, byte[] buffer, int length, long position) {
        try (PinnedObject pin = PinnedObject.create(buffer)) {
            for (int done = 0; done < length; ) {
                long address = pin.addressOfArrayElement(done).rawValue();
                long written = Kernel.blocking(Numbers.__NR_pwrite64(), fd.number(), address, length - done, position + done, 0, 0);
                done += (int) Check.ok("write", fd.number(), written);
            }
        }
    }

    @Override
    public Pipe pipe(int capacity) {
        try (Arena arena = new Arena()) {
            CIntPointer ends = (CIntPointer) arena.allocate(2 * Integer.BYTES);
            Check.ok("create", "pipe", Kernel.quick(Numbers.__NR_pipe2(), ends.rawValue(), O_CLOEXEC(), 0, 0, 0, 0));
            Kernel.quick(Numbers.__NR_fcntl(), ends.read(0), F_SETPIPE_SZ(), capacity, 0, 0, 0); // over the user's limit: stays 64 KiB
            Kernel.quick(Numbers.__NR_fcntl(), ends.read(0), Fcntl.F_SETFL(), O_NONBLOCK(), 0, 0, 0);
            return new Pipe(new Fd(this, ends.read(0)), new Fd(this, ends.read(1)));
        }
    }

    @Override
    public int splice(Fd pipe, Fd file, int max) {
        int flags = SPLICE_F_NONBLOCK() | SPLICE_F_MOVE();
        return count("splice", pipe, Kernel.blocking(Numbers.__NR_splice(), pipe.number(), 0, file.number(), 0, max, flags));
    }

    @Override
    public long seekEnd(Fd fd) {
        return Check.ok("seek", fd.number(), Kernel.quick(Numbers.__NR_lseek(), fd.number(), 0, SEEK_END, 0, 0, 0));
    }

    @Override
    public Fd memory(String name, long size) {
        try (Arena arena = new Arena()) {
            long fd = Kernel.quick(Numbers.__NR_memfd_create(), arena.string(name).rawValue(), MFD_CLOEXEC(), 0, 0, 0, 0);
            Fd memory = new Fd(this, (int) Check.ok("create memory file", name, fd));
            Check.ok("size memory file", name, Kernel.quick(Numbers.__NR_ftruncate(), memory.number(), size, 0, 0, 0, 0));
            return memory;
        }
    }

    @Override
    public void sync(Fd fd) {
        Check.ok("sync", fd.number(), Kernel.blocking(Numbers.__NR_fsync(), fd.number(), 0, 0, 0, 0, 0));
    }

    @Override
    public void duplicate(Fd fd, int number) {
        Check.ok("duplicate descriptor", fd.number(), Kernel.quick(Numbers.__NR_dup3(), fd.number(), number, 0, 0, 0, 0));
    }

    @Override
    public void closeNumber(int number) {
        Kernel.blocking(Numbers.__NR_close(), number, 0, 0, 0, 0, 0);
    }

    private static int count(String operation, Fd fd, long result) {
        if (result == -Errno.EAGAIN || result == -Errno.EINTR) {
            return WOULD_BLOCK;
        }
        return (int) Check.ok(operation, "descriptor " + fd.number(), result);
    }
}
