package org.keelson.supervisor.effect;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds where liblxc makes a container's control groups: in every hierarchy that is mounted, below the group that this process is in. On a
 * device that is the root of each; in an appengine that shares its host's groups it need not be, and may be another one in each hierarchy.
 * The leaf that {@link CgroupDelegation} moves this process to is not counted.
 * Reads {@code proc_pid_mountinfo(5)} and {@code /proc/self/cgroup}, {@code cgroups(7)}. Pure.
 */
final class CgroupHierarchies {
    private static final String MOUNT = "/sys/fs/cgroup";
    private static final int ROOT = 3;
    private static final int MOUNT_POINT = 4;

    private CgroupHierarchies() {}

    /** The folders of this process's own groups; none that liblxc would not look at. */
    static List<Path> find(String mountinfo, String cgroup) {
        Map<String, String> own = ownGroups(cgroup);
        Set<Path> found = new LinkedHashSet<>();
        for (String line : mountinfo.split("\n")) {
            int dash = line.indexOf(" - ");
            String[] fields = line.split(" ");
            String[] type = line.substring(Math.max(0, dash + 3)).split(" ");
            if (dash > 0 && fields.length > MOUNT_POINT && type.length > 2 && isPlaceOfCgroups(fields[MOUNT_POINT])) {
                Path mountPoint = Path.of(MountTable.unescape(fields[MOUNT_POINT]));
                boolean unified = fields[MOUNT_POINT].equals(MOUNT) && type[0].equals("cgroup2");
                group(own, type[0], type[2])
                        .map(group -> unified ? withoutLeaf(group) : group)
                        .map(group -> folder(mountPoint, MountTable.unescape(fields[ROOT]), group))
                        .ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static String withoutLeaf(String group) {
        Path path = Path.of(group);
        return path.endsWith(CgroupDelegation.LEAF) && path.getParent() != null ? path.getParent().toString() : group;
    }

    /** Others need not even be paths to Java, whose names are UTF-8. */
    private static boolean isPlaceOfCgroups(String mountPoint) {
        return mountPoint.equals(MOUNT) || mountPoint.startsWith(MOUNT + "/");
    }

    /** By controller, or {@code name=…}; cgroup2 has the empty name. */
    private static Map<String, String> ownGroups(String cgroup) {
        Map<String, String> own = new HashMap<>();
        for (String line : cgroup.split("\n")) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3) {
                for (String controller : fields[1].split(",")) {
                    own.put(controller, fields[2]);
                }
            }
        }
        return own;
    }

    /** A v1 hierarchy names its controllers among the options of its superblock. */
    private static Optional<String> group(Map<String, String> own, String type, String options) {
        if (type.equals("cgroup2")) {
            return Optional.ofNullable(own.get(""));
        }
        if (!type.equals("cgroup")) {
            return Optional.empty();
        }
        for (String option : options.split(",")) {
            if (own.containsKey(option)) {
                return Optional.of(own.get(option));
            }
        }
        return Optional.empty();
    }

    /** A mount shows a hierarchy from {@code root} on; a group that is not below that root cannot be reached through it. */
    private static Path folder(Path mountPoint, String root, String group) {
        Path from = Path.of(root);
        Path to = Path.of(group);
        return to.startsWith(from) ? mountPoint.resolve(from.relativize(to)).normalize() : mountPoint;
    }
}
