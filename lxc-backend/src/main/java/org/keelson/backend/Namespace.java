package org.keelson.backend;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A Linux namespace kind, with the kernel's flag ({@code clone(2)}, {@code linux/sched.h}) and the name that both
 * {@code /proc/<pid>/ns} and LXC use for it. Immutable; usable from any thread.
 */
public enum Namespace {
    /** User and group ids. */
    USER("user", 0x1000_0000),
    /** Mounts. */
    MNT("mnt", 0x0002_0000),
    /** Process ids. */
    PID("pid", 0x2000_0000),
    /** Host name. */
    UTS("uts", 0x0400_0000),
    /** System V and POSIX message queues, semaphores, shared memory. */
    IPC("ipc", 0x0800_0000),
    /** Network devices, addresses, ports. */
    NET("net", 0x4000_0000),
    /** The cgroup that is seen as the root. */
    CGROUP("cgroup", 0x0200_0000),
    /** Offsets of the monotonic and the boot clock. */
    TIME("time", 0x0000_0080);

    private final String lxcName;
    private final int cloneFlag;

    Namespace(String lxcName, int cloneFlag) {
        this.lxcName = lxcName;
        this.cloneFlag = cloneFlag;
    }

    /**
     * The name in {@code lxc.namespace.*} and in {@code /proc/<pid>/ns}.
     *
     * @return a lower-case word such as {@code mnt}
     */
    public String lxcName() {
        return lxcName;
    }

    /**
     * The {@code CLONE_NEW…} flag.
     *
     * @return one bit, never 0
     */
    public int cloneFlag() {
        return cloneFlag;
    }

    /**
     * Finds a namespace by LXC's name for it, in any letter case as LXC does.
     *
     * @param name such as {@code net}
     * @return empty when there is no such namespace
     */
    public static Optional<Namespace> named(String name) {
        for (Namespace namespace : values()) {
            if (namespace.lxcName.equalsIgnoreCase(name)) {
                return Optional.of(namespace);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads the value of {@code lxc.namespace.keep} or {@code lxc.namespace.clone}: names separated by blanks.
     *
     * @param value the value; blank means none
     * @return the named namespaces, or empty when one of the names is unknown
     */
    public static Optional<Set<Namespace>> parse(String value) {
        EnumSet<Namespace> found = EnumSet.noneOf(Namespace.class);
        for (String word : value.replace('\t', ' ').split(" ")) {
            if (word.isEmpty()) {
                continue;
            }
            Optional<Namespace> namespace = named(word);
            if (namespace.isEmpty()) {
                return Optional.empty();
            }
            found.add(namespace.get());
        }
        return Optional.of(Set.copyOf(found));
    }
}
