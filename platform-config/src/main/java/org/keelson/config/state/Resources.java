package org.keelson.config.state;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a container may use at most; what is empty is not limited. Kernel: {@code Documentation/admin-guide/cgroup-v2.rst}.
 *
 * @param memoryMax bytes above which its processes are killed
 * @param memoryHigh bytes above which they are slowed down
 * @param cpuWeight its share when CPUs are scarce, 1 to 10000, usually 100
 * @param cpuMaxMillis thousandths of a CPU, from 10
 * @param pidsMax how many processes and threads
 * @param ioWeight its share when a disk is busy, 1 to 10000, usually 100
 */
public record Resources(
        OptionalLong memoryMax,
        OptionalLong memoryHigh,
        OptionalInt cpuWeight,
        OptionalInt cpuMaxMillis,
        OptionalInt pidsMax,
        OptionalInt ioWeight) {
    /** No limits. */
    public static final Resources UNLIMITED = new Resources(OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty(),
            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    /** Checks that every part is there. */
    public Resources {
        Objects.requireNonNull(memoryMax, "memoryMax is null");
        Objects.requireNonNull(memoryHigh, "memoryHigh is null");
        Objects.requireNonNull(cpuWeight, "cpuWeight is null");
        Objects.requireNonNull(cpuMaxMillis, "cpuMaxMillis is null");
        Objects.requireNonNull(pidsMax, "pidsMax is null");
        Objects.requireNonNull(ioWeight, "ioWeight is null");
    }
}
