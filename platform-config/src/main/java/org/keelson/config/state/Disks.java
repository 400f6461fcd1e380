package org.keelson.config.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The disks of a device, for those who refer to them while a state is read.
 *
 * @param list those that are known in every part
 * @param names the name of each disk by its name and by its aliases; also of those whose other parts are wrong
 * @param byDefault the name of the disk of whoever names none
 */
record Disks(List<Disk> list, Map<String, String> names, Optional<String> byDefault) {
    /** Only the storage device. */
    static final Disks NONE = new Disks(List.of(), Map.of(), Optional.empty());

    Optional<String> named(String nameOrAlias) {
        return Optional.ofNullable(names.get(nameOrAlias));
    }
}
