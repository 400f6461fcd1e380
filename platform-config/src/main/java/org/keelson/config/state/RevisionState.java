package org.keelson.config.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A whole revision; made by {@link StateReader}, immutable, so any thread may read it.
 *
 * <p>Every name in it is valid by {@link Names}, every group that a container names exists, and every file that a
 * container or the board names is one of the revision's files.
 *
 * @param groups the groups in start order, at least one
 * @param containers the containers in the order of their keys in the state
 * @param objects path to SHA-256 (64 lower-case hex digits) of every file that is an object, in the order of the state
 * @param documents path to JSON text of every file that is written out in the state itself, in the order of the state
 * @param bsp what the board boots, if the state has it
 * @param device what it says about the device as a whole
 * @param manifests what it says in documents of their own
 */
public record RevisionState(
        List<Group> groups,
        List<Container> containers,
        Map<String, String> objects,
        Map<String, String> documents,
        Optional<Bsp> bsp,
        Device device,
        Manifests manifests) {
    /** Checks that every part is there and copies the collections, keeping their order. */
    public RevisionState {
        groups = List.copyOf(groups);
        containers = List.copyOf(containers);
        objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
        documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
        Objects.requireNonNull(bsp, "bsp is null");
        Objects.requireNonNull(device, "device is null");
        Objects.requireNonNull(manifests, "manifests is null");
    }

    /**
     * A revision that says nothing more.
     *
     * @param groups the groups in start order, at least one
     * @param containers the containers in the order of their keys in the state
     * @param objects path to SHA-256 of every file that is an object
     * @param documents path to JSON text of every file that is written out in the state itself
     * @param bsp what the board boots, if the state has it
     */
    public RevisionState(List<Group> groups, List<Container> containers, Map<String, String> objects, Map<String, String> documents,
            Optional<Bsp> bsp) {
        this(groups, containers, objects, documents, bsp, Device.NONE, Manifests.NONE);
    }

    /**
     * Lists the overlay files of a container.
     *
     * @param container the container's name
     * @return the paths of the files under {@code _config/<container>/}: first objects, then documents
     */
    public List<String> overlayFiles(String container) {
        String prefix = "_config/" + container + "/";
        List<String> files = new ArrayList<>();
        addUnder(prefix, objects, files);
        addUnder(prefix, documents, files);
        return List.copyOf(files);
    }

    private static void addUnder(String prefix, Map<String, String> from, List<String> files) {
        for (String path : from.keySet()) {
            if (path.startsWith(prefix)) {
                files.add(path);
            }
        }
    }
}
