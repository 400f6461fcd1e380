package org.keelson.backend.lxc.config;

/** How {@code /sys/fs/cgroup} is laid out on this device; found once at boot. See {@code cgroups(7)}. */
public enum CgroupLayout {
    /** Only cgroup2, mounted on {@code /sys/fs/cgroup} itself. */
    UNIFIED,
    /** One hierarchy for each v1 controller, and cgroup2 without controllers on {@code unified}. */
    HYBRID,
    /** Only v1 hierarchies. */
    LEGACY
}
