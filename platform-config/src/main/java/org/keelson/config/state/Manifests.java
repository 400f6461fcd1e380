package org.keelson.config.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a state says beside its containers, its board and its device, in documents of their own.
 *
 * @param drivers {@code bsp/drivers.json}
 * @param services {@code services.json} by container, in the order of the state
 * @param nodeRules the rules of {@code mdev.json}, each a line of {@code mdev.conf}, by container
 * @param verity every {@code _dm/<volume>.json}
 * @param signatures everything under {@code _sigs/}
 */
public record Manifests(
        Drivers drivers,
        Map<String, List<OfferedService>> services,
        Map<String, List<String>> nodeRules,
        List<VerityManifest> verity,
        List<Signature> signatures) {
    /** No such documents. */
    public static final Manifests NONE = new Manifests(Drivers.NONE, Map.of(), Map.of(), List.of(), List.of());

    /** Checks that every part is there and copies the collections, keeping their order. */
    public Manifests {
        Objects.requireNonNull(drivers, "drivers is null");
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        nodeRules = Collections.unmodifiableMap(new LinkedHashMap<>(nodeRules));
        verity = List.copyOf(verity);
        signatures = List.copyOf(signatures);
    }
}
