package org.keelson.backend.lxc.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keelson.config.state.Execution;

/**
 * The facts of this device and of this start that an author's configuration is fitted to. Made by the supervisor for
 * each start. Immutable.
 *
 * @param container the container's name
 * @param group the group's name; the container sees {@code container=pv-<group>}
 * @param paths where things are on the host
 * @param additions what the supervisor adds to the container
 * @param host what the kernel and liblxc can do
 * @param log where liblxc logs to
 */
public record Target(String container, String group, Paths paths, Additions additions, Host host, Log log) {

    /** Checks that nothing is missing. */
    public Target {
        if (container == null || group == null || paths == null || additions == null || host == null || log == null) {
            throw new IllegalArgumentException("a component of the target is null");
        }
    }

    /**
     * Host paths of one container.
     *
     * @param rootfsMount where PID 1 mounts the root, which liblxc is given as a directory
     * @param shim the init shim, bind-mounted into the container
     * @param configOverlay files of the revision laid over the container's root ({@code _config/<container>})
     */
    public record Paths(Path rootfsMount, Path shim, Optional<Path> configOverlay) {
    }

    /**
     * What the container gets beside what its author wrote.
     *
     * @param mounts mount entries, after the author's
     * @param settings other keys, after the author's; {@code lxc.net.*} here replaces an author's shared network
     * @param execution what its run.json says of its first program: environment and limits, which win over the author's
     */
    public record Additions(List<MountEntry> mounts, List<Setting> settings, Execution execution) {
        /** Nothing added. */
        public static final Additions NONE = new Additions(List.of(), List.of(), Execution.PLAIN);

        /** Copies the lists. */
        public Additions {
            mounts = List.copyOf(mounts);
            settings = List.copyOf(settings);
            if (execution == null) {
                throw new IllegalArgumentException("execution is null");
            }
        }
    }

    /**
     * What this device can do.
     *
     * @param lxc the liblxc that will read the configuration
     * @param cgroups how cgroups are mounted
     * @param cgroupsRelative whether cgroup paths start at the launcher's cgroup and not at that of PID 1; needed where
     *     Keelson itself runs in a container
     * @param files what containers' control groups can limit
     * @param appArmor what can be done with AppArmor profiles
     */
    public record Host(LxcVersion lxc, CgroupLayout cgroups, boolean cgroupsRelative, CgroupFiles files, AppArmor appArmor) {
    }

    /**
     * Where liblxc logs to.
     *
     * @param file a path, also {@code /dev/fd/<n>}
     * @param level 0 (trace) to 8 (fatal), as {@code lxc.log.level}
     */
    public record Log(Path file, int level) {
    }
}
