package org.keelson.config.state;

import java.util.Objects;
import java.util.Optional;

/**
 * A writable volume of a container.
 *
 * @param name its name, valid by {@link Names#storage}; {@code lxc-overlay} is by convention the root's upper layer
 * @param persistence how long its data lives
 * @param disk the disk that holds it, or none for the storage device; always none until disks are supported
 */
public record Storage(String name, Persistence persistence, Optional<String> disk) {
    /** Checks that every part is there. */
    public Storage {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(persistence, "persistence is null");
        Objects.requireNonNull(disk, "disk is null");
    }
}
