package org.keelson.linux.mount;

import java.io.IOException;
import java.util.Set;

/** The mount namespace of this process: {@code mount(2)}, {@code umount2(2)}. Everything here may block on a device. */
public interface Mounts {
    /** Mount options that are flags: {@code mount(2)}. */
    enum Flag { READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC, NO_ACCESS_TIME, BIND, RECURSIVE, MOVE, REMOUNT, PRIVATE, SHARED }

    /**
     * Mounts.
     *
     * @param source a device, a folder, or a word for file systems without one
     * @param type the file system, empty where there is none (bind, move, propagation)
     * @param data the file system's own options, may be empty
     */
    void mount(String source, String target, String type, Set<Flag> flags, String data);

    /** Unmounts; {@code lazily} detaches at once and lets the kernel finish when nothing uses it any more. */
    void unmount(String target, boolean lazily);

    /** What is mounted, in the order of mounting, as {@code /proc/self/mountinfo} has it: {@code proc_pid_mountinfo(5)}. */
    String table() throws IOException;

    /** Moves the mount at {@code folder} over / and makes it the root of this process: what switch_root(8) does. */
    void switchRoot(String folder);
}
