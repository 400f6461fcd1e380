package org.keelson.config.state;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One container of a revision, with everything that its group gives it already filled in.
 *
 * @param name its name, which is also its directory; valid by {@link Names#container}
 * @param group the name of its group, which exists in the revision
 * @param statusGoal what it has to reach
 * @param restartPolicy what a change of it costs
 * @param config its LXC configuration, relative to its directory; a file of the revision
 * @param rootVolume its root file system
 * @param volumes its other read-only volumes, in the order of the state
 * @param storage its writable volumes, in the order of the state
 * @param roles what it may ask of the control API; empty if it names none
 * @param automodfw whether it sees the board's kernel modules and firmware
 * @param devLog whether it gets a {@code /dev/log}
 * @param exports absolute paths in it that the supervisor makes visible outside
 * @param goalTimeout how long it may take to reach its goal
 * @param supervision how it is kept
 * @param execution what its first program gets to run with
 */
public record Container(
        String name,
        String group,
        StatusGoal statusGoal,
        RestartPolicy restartPolicy,
        Optional<String> config,
        Optional<VolumeName> rootVolume,
        List<VolumeName> volumes,
        List<Storage> storage,
        Set<Role> roles,
        boolean automodfw,
        boolean devLog,
        List<String> exports,
        Duration goalTimeout,
        Supervision supervision,
        Execution execution) {
    /** Checks that every part is there and copies the collections. */
    public Container {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(group, "group is null");
        Objects.requireNonNull(statusGoal, "statusGoal is null");
        Objects.requireNonNull(restartPolicy, "restartPolicy is null");
        Objects.requireNonNull(config, "config is null");
        Objects.requireNonNull(rootVolume, "rootVolume is null");
        volumes = List.copyOf(volumes);
        storage = List.copyOf(storage);
        roles = Set.copyOf(roles);
        exports = List.copyOf(exports);
        Objects.requireNonNull(goalTimeout, "goalTimeout is null");
        Objects.requireNonNull(supervision, "supervision is null");
        Objects.requireNonNull(execution, "execution is null");
    }
}
