package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keelson.backend.lxc.config.CgroupLayout;
import org.tinylog.Logger;

/**
 * Makes this program's own control groups fit to have those of containers below them; once, before the first container. A group of cgroup2
 * passes controllers down only where no process is in itself ({@code cgroups(7)}, "no internal processes"), and the root of all is the only
 * exception. So in an appengine PID 1 steps aside into a leaf. liblxc passes controllers down too, but all at once, so that one that cannot
 * be would cost the others, and goes on as if nothing had happened.
 */
public final class CgroupDelegation {
    /** liblxc takes a process in a group of this name to be in the one above it ({@code prune_init_scope}), as systemd's is. */
    static final String LEAF = "init.scope";
    /** Every container's group is in this one. */
    static final String CONTAINERS = "lxc";

    private static final int ATTEMPTS = 10;

    private CgroupDelegation() {}

    /** What fails is logged: {@link CgroupFacts} finds out what that means for limits. Writes to cgroupfs only. */
    public static void prepare(CgroupLayout layout, List<Path> hierarchies) {
        for (Path group : hierarchies) {
            Path containers = group.resolve(CONTAINERS);
            try {
                Files.createDirectories(containers);
                if (layout == CgroupLayout.UNIFIED) {
                    stepAside(group);
                    passDown(group);
                    passDown(containers);
                } else {
                    countGroupsBelow(containers);
                }
            } catch (IOException e) {
                Logger.warn("cgroup[{}]: not prepared for containers, reason={}", group, e.getMessage());
            }
        }
    }

    private static void stepAside(Path group) throws IOException {
        if (!Files.exists(group.resolve("cgroup.type"))) { // only the root of all has none
            return;
        }
        Path leaf = group.resolve(LEAF);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Integer> pids = CgroupTree.processes(group);
            pids.removeIf(pid -> pid == 0); // not of this pid namespace: whoever put it here keeps it
            if (pids.isEmpty()) {
                return;
            }
            Files.createDirectories(leaf);
            for (int pid : pids) {
                CgroupTree.write(leaf.resolve("cgroup.procs"), Integer.toString(pid)); // one that ended meanwhile is as good as moved
            }
        }
    }

    private static void passDown(Path group) throws IOException {
        for (String controller : CgroupTree.words(group.resolve("cgroup.controllers"))) {
            try {
                Files.writeString(group.resolve("cgroup.subtree_control"), "+" + controller, java.nio.file.StandardOpenOption.WRITE);
            } catch (IOException e) {
                Logger.warn("cgroup[{}]: controller not passed down, name={}, reason={}", group, controller, e.getMessage());
            }
        }
    }

    /** Before Linux 5.11 a limit of v1 did not hold for groups below unless this said so: a container could make one and be free. */
    private static void countGroupsBelow(Path containers) {
        Path file = containers.resolve(CgroupFacts.USE_HIERARCHY);
        if (Files.exists(file)) {
            CgroupTree.write(file, "1");
        }
    }
}
