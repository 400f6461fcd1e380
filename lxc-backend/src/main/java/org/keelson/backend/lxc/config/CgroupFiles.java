package org.keelson.backend.lxc.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of {@link #wanted} the control groups of containers have on this device, and so what can be limited; found once at boot. Only files
 * of hierarchies that liblxc writes to count: where cgroup v1 is mounted it passes over every {@code lxc.cgroup2} key, without an error.
 *
 * @param names of the files that are there, such as {@code memory.max}, or {@code memory.limit_in_bytes} of cgroup v1
 * @param absences by a controller's name, why it cannot be used
 */
public record CgroupFiles(Set<String> names, Map<String, String> absences) {
    /** Nothing can be limited. */
    public static final CgroupFiles NONE = new CgroupFiles(Set.of(), Map.of());

    private static final List<String> CGROUP2 =
            List.of("memory.max", "memory.high", "cpu.weight", "cpu.max", "pids.max", "io.weight", "io.bfq.weight");
    private static final List<String> CGROUP1 = List.of("memory.limit_in_bytes", "memory.soft_limit_in_bytes", "cpu.shares",
            "cpu.cfs_period_us", "cpu.cfs_quota_us", "pids.max", "blkio.bfq.weight", "blkio.weight");

    /** Copies the collections. */
    public CgroupFiles {
        names = Set.copyOf(names);
        absences = Map.copyOf(absences);
    }

    /** {@return the files that limits of containers are written to} */
    public static List<String> wanted(CgroupLayout layout) {
        return layout == CgroupLayout.UNIFIED ? CGROUP2 : CGROUP1;
    }

    /** {@return the controller that a file belongs to} */
    public static String controller(String file) {
        return file.substring(0, file.indexOf('.'));
    }

    /** {@return why a file is not there, as the second half of a sentence} */
    String absence(String file) {
        return absences.getOrDefault(controller(file), "this kernel has no " + file);
    }
}
