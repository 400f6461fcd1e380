package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keelson.linux.process.Processes;

/**
 * A container's control groups, in every hierarchy that is mounted: {@code cgroups(7)}. Paths are liblxc's {@code lxc/<name>}, {@code
 * lxc/<name>.monitor} and, once its launcher has ended, {@code lxc/<name>.pivot}. Blocks: workers only.
 */
public final class Cgroups {
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_MILLIS = 20;

    private final CgroupKill kill;
    private final List<Path> hierarchies;
    private final int attempts;

    /** @param hierarchies the folders under which liblxc makes its own, see {@link #hierarchies()} */
    public Cgroups(Processes processes, List<Path> hierarchies) {
        this(processes, hierarchies, ATTEMPTS);
    }

    Cgroups(Processes processes, List<Path> hierarchies, int attempts) {
        this.kill = new CgroupKill(processes);
        this.hierarchies = List.copyOf(hierarchies);
        this.attempts = attempts;
    }

    /** The folders under which liblxc makes a container's groups: one on pure cgroup2, one per controller on v1 and hybrid systems. */
    public static List<Path> hierarchies() throws IOException {
        return CgroupHierarchies.find(read("/proc/self/mountinfo"), read("/proc/self/cgroup"));
    }

    /** A mount point anywhere may have a name that is no UTF-8; those that matter here are ASCII. */
    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    }

    /** Kills every process of a container that is still in its groups; returns when none is left, or after a second. */
    public void kill(String container) throws InterruptedException {
        for (int attempt = 0; attempt < attempts / 2 + 1 && kill.round(groups(container)); attempt++) {
            Thread.sleep(PAUSE_MILLIS); // killed processes leave their group when they have exited
        }
    }

    /** Kills what is left in a container's groups and removes them, with those that it made in them; returns what would not go. */
    public List<String> remove(String container) throws InterruptedException {
        List<String> left = List.of();
        for (int attempt = 0; attempt < attempts; attempt++) {
            kill.round(groups(container));
            left = new ArrayList<>();
            for (Path group : groups(container)) {
                removeTree(group, left);
                removeTree(group.resolveSibling(container + ".monitor"), left);
                removeTree(group.resolveSibling(container + ".pivot"), left);
            }
            if (left.isEmpty()) {
                break;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return left;
    }

    /** The container's own group in every hierarchy: its launcher is in another one. */
    private List<Path> groups(String container) {
        List<Path> groups = new ArrayList<>();
        for (Path hierarchy : hierarchies) {
            groups.add(hierarchy.resolve(CgroupDelegation.CONTAINERS).resolve(container));
        }
        return groups;
    }

    private static void removeTree(Path group, List<String> left) {
        try {
            for (Path folder : CgroupTree.groups(group)) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException _) {
            left.add(group.toString());
        }
    }
}
