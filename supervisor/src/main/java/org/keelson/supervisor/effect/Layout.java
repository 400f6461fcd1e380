package org.keelson.supervisor.effect;

import java.nio.file.Path;

/**
 * Where things are: Pantavisor's storage layout, and this program's own run-time folder.
 *
 * @param storage the mount point of the storage device, {@code /storage}
 * @param runDirectory the folder of the control socket, {@code /run/pantavisor/pv}
 * @param own what only this program uses, {@code /run/keelson}
 * @param volumes volumes are mounted below: {@code /volumes/<container>/<volume>}
 */
public record Layout(Path storage, Path runDirectory, Path own, Path volumes) {
    /** The only place where container configs look for volumes: they name it. */
    public static final Path VOLUMES = Path.of("/volumes");

    /** With volumes where containers look for them. */
    public Layout(Path storage, Path runDirectory, Path own) {
        this(storage, runDirectory, own, VOLUMES);
    }

    /** The folder of a revision. */
    public Path revision(String revision) {
        return storage.resolve("trails").resolve(revision);
    }

    /** The state of a revision. */
    public Path state(String revision) {
        return revision(revision).resolve(".pvr/json");
    }

    /** Where the volumes of a container are mounted. */
    public Path volumes(String container) {
        return volumes.resolve(container);
    }

    /** Where the root of a container is mounted. */
    public Path root(String container) {
        return own.resolve("roots").resolve(container);
    }

    /** What belongs to a running container: its LXC config, its socket. */
    public Path container(String container) {
        return own.resolve("containers").resolve(container);
    }

    /** The container's own control socket. */
    public Path controlSocket(String container) {
        return container(container).resolve("pv-ctrl");
    }

    /** The unix sockets that are listened on for a container. */
    public Path sockets(String container) {
        return own.resolve("sockets").resolve(container);
    }

    /** The LXC config that the launcher loads. */
    public Path config(String container) {
        return container(container).resolve("lxc.conf");
    }

    /** A copy of the running revision's state, for a resume: reading it waits for no storage device. */
    public Path runningState() {
        return own.resolve("state.json");
    }

    /** The init shim, written once at boot. */
    public Path shim() {
        return own.resolve("init");
    }

    /** liblxc's own path, for its locks. */
    public Path lxc() {
        return own.resolve("lxc");
    }

    /** The log folder of a container. */
    public Path logs(String revision, String container) {
        return storage.resolve("logs").resolve(revision).resolve(container);
    }

    /** One file for each container that a user stopped and that is to stay so over a reboot. */
    public Path stopped() {
        return storage.resolve(".keelson/stopped");
    }

    /** The folder of a volume that lasts over revisions. */
    public Path permanentVolume(String container, String volume) {
        return storage.resolve("disks/perm").resolve(container).resolve(volume);
    }

    /** The folder of a volume that lasts as long as its revision. */
    public Path revisionVolume(String revision, String container, String volume) {
        return storage.resolve("disks/rev").resolve(revision).resolve(container).resolve(volume);
    }
}
