package org.keelson.linux.survival;

import org.keelson.linux.file.Fd;

/**
 * The resume path of kernel.c. Once armed, whatever ends this program (a Throwable, a fatal signal, exit) executes it again with {@code
 * --resume}; kept descriptors stay open. The third resume within a minute, or an exec that fails, syncs with a bound and reboots.
 */
public interface Survival {
    /** The bytes at the start of the memory file that are kernel.c's own. */
    int HEADER_BYTES = 8192;

    /** Why the program ended; the numbers of keelson.h. */
    enum Reason { NONE, THROWABLE, SIGNAL, EXIT, REQUEST }

    /**
     * Arms the path.
     *
     * @param memory the memory file, at least {@link #HEADER_BYTES} long
     * @param executable this program, opened
     * @param device true if a reboot of the machine is this program's to order
     */
    void arm(Fd memory, Fd executable, boolean device);

    /** Adds a descriptor to the set that stays open. */
    void keep(Fd fd);

    /** Takes it out again; before it is closed. */
    void forget(Fd fd);

    /** Executes this program again. Allocates nothing and does not return. */
    void resume(Reason reason);

    /** Prepares the calling thread for a fatal signal on an exhausted stack; {@link #threadEnd()} undoes it. */
    void threadBegin();

    /** See {@link #threadBegin()}. */
    void threadEnd();
}
