package org.keelson.backend.lxc.config;

/** What the kernel, its mounts and this liblxc can together do with AppArmor profiles; found once at boot. */
public enum AppArmor {
    /** Profiles are enforced: the author's keys, or LXC's default profile, apply. */
    USABLE,
    /**
     * The kernel confines, and this liblxc knows profiles, but none can be loaded (no securityfs, no parser). LXC's
     * default would fail the start, so a container that asks for nothing is set to {@code unconfined}.
     */
    UNUSABLE,
    /** The kernel has it not, or liblxc was built without it and would refuse a configuration that names it. */
    ABSENT
}
