package org.keelson.supervisor.effect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.keelson.linux.process.Processes;

/**
 * Kills all that is in control groups. Where the kernel has {@code cgroup.kill} (Linux 5.14) it does so at once, also what is being forked
 * meanwhile; else everything is held still first, since what forks faster than its processes are listed would never be caught: {@code
 * cgroup.freeze} of cgroup2, or the freezer of v1, {@code cgroup-v1/freezer-subsystem.rst}. Blocks: workers only.
 */
final class CgroupKill {
    private static final String KILL = "cgroup.kill";
    private static final String FREEZE = "cgroup.freeze";
    private static final String FREEZER = "freezer.state";
    private static final int FREEZE_ATTEMPTS = 20;
    private static final long FREEZE_PAUSE_MILLIS = 5;

    private final Processes processes;

    CgroupKill(Processes processes) {
        this.processes = processes;
    }

    /**
     * One round over a container's groups, one of each hierarchy, with those below them; true if anything was there to be killed. What was
     * killed is gone only when it has exited.
     */
    boolean round(List<Path> groups) throws InterruptedException {
        boolean found = false;
        List<Path> without = new ArrayList<>();
        for (Path group : groups) {
            if (Files.exists(group.resolve(KILL))) {
                found |= !CgroupTree.read(group.resolve("cgroup.events")).contains("populated 0");
                CgroupTree.write(group.resolve(KILL), "1");
            } else {
                without.add(group);
            }
        }
        return killFrozen(without) || found;
    }

    /** Frozen before it is listed: of what lives for a moment only and has forked by then, a list would show nothing. */
    private boolean killFrozen(List<Path> groups) throws InterruptedException {
        try {
            for (Path group : groups) {
                freeze(group);
            }
            Set<Integer> pids = pids(groups);
            for (int pid : pids) {
                processes.signal(pid, Processes.SIGKILL);
            }
            return !pids.isEmpty();
        } finally {
            groups.forEach(CgroupKill::thaw); // v1 lets nothing die that is frozen
        }
    }

    private static void freeze(Path group) throws InterruptedException {
        Path freezer = group.resolve(FREEZER);
        if (Files.exists(freezer)) {
            await(() -> CgroupTree.write(freezer, "FROZEN") && CgroupTree.read(freezer).startsWith("FROZEN"));
        } else if (CgroupTree.write(group.resolve(FREEZE), "1")) {
            await(() -> CgroupTree.read(group.resolve("cgroup.events")).contains("frozen 1"));
        }
    }

    /** Bounded: a process in an uninterruptible call does not freeze, and does not fork either. */
    private static void await(BooleanSupplier frozen) throws InterruptedException {
        for (int attempt = 0; attempt < FREEZE_ATTEMPTS && !frozen.getAsBoolean(); attempt++) {
            Thread.sleep(FREEZE_PAUSE_MILLIS);
        }
    }

    /** Also what the container has frozen itself, in groups below. */
    private static void thaw(Path group) {
        for (Path folder : CgroupTree.groups(group)) {
            CgroupTree.write(folder.resolve(FREEZER), "THAWED");
            CgroupTree.write(folder.resolve(FREEZE), "0");
        }
    }

    /** Of all groups, since a process can be in another one of each; but never PID 1, nor what this pid namespace does not see. */
    private static Set<Integer> pids(List<Path> groups) {
        Set<Integer> found = new LinkedHashSet<>();
        for (Path group : groups) {
            for (Path folder : CgroupTree.groups(group)) {
                for (int pid : CgroupTree.processes(folder)) {
                    if (pid > 1) {
                        found.add(pid);
                    }
                }
            }
        }
        return found;
    }
}
