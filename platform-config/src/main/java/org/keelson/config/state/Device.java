package org.keelson.config.state;

import java.util.List;
import java.util.Objects;

/**
 * What a revision says about the device as a whole, beside its groups: {@code device.json}, or the older {@code disks.json} and
 * {@code disks_v3.json}.
 *
 * @param disks the disks, in the order of the state; always none until disks are supported
 * @param volumes the supervisor's own writable volumes, mounted at boot below {@code /volumes/bsp}, in the order of the state
 * @param pools the networks that containers get addresses from, in the order of the state; always none until pools are supported
 * @param remount with which options mounts of all containers are mounted again; always nothing until remounting is supported
 */
public record Device(List<Disk> disks, List<Storage> volumes, List<Pool> pools, Remount remount) {
    /** The owner of the device's volumes in paths, where a container's name stands otherwise; no container may have this name. */
    public static final String OWNER = "bsp";

    /** A device of which the state says nothing. */
    public static final Device NONE = new Device(List.of(), List.of(), List.of(), Remount.NONE);

    /** Checks that every part is there and copies the lists. */
    public Device {
        disks = List.copyOf(disks);
        volumes = List.copyOf(volumes);
        pools = List.copyOf(pools);
        Objects.requireNonNull(remount, "remount is null");
    }
}
