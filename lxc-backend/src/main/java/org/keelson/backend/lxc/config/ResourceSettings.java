package org.keelson.backend.lxc.config;

import java.util.ArrayList;
import java.util.List;
import org.keelson.config.state.Resources;

/**
 * The limits of a run.json as keys for liblxc, which writes them before the container's first program runs. In terms of the control groups
 * that this device has: kernel, {@code Documentation/admin-guide/cgroup-v2.rst} and {@code cgroup-v1/}. What cannot be limited here is a
 * problem: a container never runs without a limit that its state asks for.
 */
final class ResourceSettings {
    private static final int PERIOD_MICROS = 100_000;
    private static final int MICROS_PER_MILLI_CPU = PERIOD_MICROS / 1000;

    /** What a weight of 100 is in {@code cpu.shares}. */
    private static final int USUAL_SHARES = 1024;
    /** The range of BFQ's weights begins at 1, as ours; 100 is usual in both. */
    private static final int BFQ_MAX = 1000;
    /** The range of CFQ's weights, of kernels before 5.0, where 500 is usual. */
    private static final int CFQ_MIN = 10;
    private static final int CFQ_MAX = 1000;
    private static final int CFQ_PER_WEIGHT = 5;

    private final boolean unified;
    private final CgroupFiles files;
    private final Draft draft;
    private final List<Setting> settings = new ArrayList<>();

    private ResourceSettings(Target.Host host, Draft draft) {
        this.unified = host.cgroups() == CgroupLayout.UNIFIED;
        this.files = host.files();
        this.draft = draft;
    }

    /** {@return the keys, in the order in which they are written}; what is not possible here is a problem of the draft. */
    static List<Setting> of(Resources resources, Target.Host host, Draft draft) {
        ResourceSettings limits = new ResourceSettings(host, draft);
        limits.memory(resources);
        resources.cpuWeight().ifPresent(limits::cpuWeight);
        resources.cpuMaxMillis().ifPresent(limits::cpuMax);
        resources.pidsMax().ifPresent(max -> limits.limit("pids.max", "pids.max", max));
        resources.ioWeight().ifPresent(limits::ioWeight);
        return List.copyOf(limits.settings);
    }

    private void memory(Resources resources) {
        resources.memoryMax().ifPresent(bytes -> limit("memory.max", unified ? "memory.max" : "memory.limit_in_bytes", bytes));
        resources.memoryHigh().ifPresent(bytes -> limit("memory.high", unified ? "memory.high" : "memory.soft_limit_in_bytes", bytes));
    }

    private void cpuWeight(int weight) {
        if (unified) {
            limit("cpu.weight", "cpu.weight", weight);
        } else {
            limit("cpu.weight", "cpu.shares", ((long) weight * USUAL_SHARES + 50) / 100);
        }
    }

    private void cpuMax(int millis) {
        long quota = (long) millis * MICROS_PER_MILLI_CPU;
        if (unified) {
            limit("cpu.max", "cpu.max", quota + " " + PERIOD_MICROS);
        } else if (limit("cpu.max", "cpu.cfs_period_us", PERIOD_MICROS)) {
            limit("cpu.max", "cpu.cfs_quota_us", quota);
        }
    }

    /** Which of the files counts depends on each disk's scheduler, so all that are there are written. */
    private void ioWeight(int weight) {
        String first = unified ? "io.weight" : "blkio.weight";
        String second = unified ? "io.bfq.weight" : "blkio.bfq.weight";
        boolean has = files.names().contains(first);
        if (has) {
            limit("io.weight", first, unified ? weight : clamped(weight * CFQ_PER_WEIGHT, CFQ_MIN, CFQ_MAX, first));
        }
        if (files.names().contains(second)) {
            limit("io.weight", second, clamped(weight, 1, BFQ_MAX, second));
        } else if (!has) {
            draft.problem("resources.io.weight: " + files.absence(first));
        }
    }

    private int clamped(int wanted, int min, int max, String file) {
        int value = Math.clamp(wanted, min, max);
        if (value != wanted) {
            draft.note("resources.io.weight: " + file + " takes " + min + " to " + max + ", set to " + value);
        }
        return value;
    }

    private boolean limit(String resource, String file, long value) {
        return limit(resource, file, Long.toString(value));
    }

    private boolean limit(String resource, String file, String value) {
        if (!files.names().contains(file)) {
            draft.problem("resources." + resource + ": " + files.absence(file));
            return false;
        }
        settings.add(new Setting((unified ? "lxc.cgroup2." : "lxc.cgroup.") + file, value));
        return true;
    }
}
