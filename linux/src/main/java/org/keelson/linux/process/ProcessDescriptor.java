package org.keelson.linux.process;

import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.raw.Check;
import org.keelson.linux.raw.Kernel;
import org.keelson.linux.raw.Numbers;

/** A child as a descriptor, which is readable once the child has ended: {@code pidfd_open(2)}, Linux 5.3. */
public final class ProcessDescriptor {
    private ProcessDescriptor() {}

    /**
     * Opens it, close-on-exec. Does not block.
     *
     * @param pid an unreaped child
     */
    public static Fd open(Descriptors descriptors, int pid) {
        long fd = Kernel.quick(Numbers.__NR_pidfd_open(), pid, 0, 0, 0, 0, 0);
        return new Fd(descriptors, (int) Check.ok("open", "process " + pid, fd));
    }
}
