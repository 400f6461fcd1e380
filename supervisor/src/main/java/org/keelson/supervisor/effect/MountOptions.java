package org.keelson.supervisor.effect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keelson.linux.mount.Mounts.Flag;

/**
 * Mount options as people write them, taken apart as {@code mount(2)} wants them.
 *
 * @param flags those that the kernel takes as bits
 * @param data the others, which are the file system's own
 */
record MountOptions(Set<Flag> flags, List<String> data) {
    private static final Map<String, Flag> FLAGS = Map.of("ro", Flag.READ_ONLY, "nosuid", Flag.NO_SUID, "nodev", Flag.NO_DEVICES,
            "noexec", Flag.NO_EXEC, "noatime", Flag.NO_ACCESS_TIME);
    /** What is so without saying. */
    private static final Set<String> DEFAULTS = Set.of("defaults", "rw", "suid", "dev", "exec", "async", "relatime");

    MountOptions {
        flags = Set.copyOf(flags);
        data = List.copyOf(data);
    }

    static MountOptions of(List<String> options) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        List<String> data = new ArrayList<>();
        for (String option : options) {
            if (FLAGS.containsKey(option)) {
                flags.add(FLAGS.get(option));
            } else if (!DEFAULTS.contains(option)) {
                data.add(option);
            }
        }
        return new MountOptions(flags, data);
    }

    boolean readOnly() {
        return flags.contains(Flag.READ_ONLY);
    }
}
