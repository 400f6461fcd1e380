package org.keelson.config.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * With which options mounts in a container are mounted again, {@code remount} in the state.
 *
 * @param policies the rules by the name of the policy that they belong to; the device's setting chooses one
 */
public record Remount(Map<String, List<Rule>> policies) {
    /** Everything stays as it was mounted. */
    public static final Remount NONE = new Remount(Map.of());

    /**
     * Options for some mount points.
     *
     * @param pattern an extended regular expression of {@code regex(7)} that the whole mount point must match, seen from
     *     the container's root
     * @param options the options of {@code mount(8)}, in the order of the state
     */
    public record Rule(String pattern, List<String> options) {
        /** Checks that both are there and copies the list. */
        public Rule {
            Objects.requireNonNull(pattern, "pattern is null");
            options = List.copyOf(options);
        }
    }

    /** Copies the collections, keeping their order. */
    public Remount {
        Map<String, List<Rule>> copy = new LinkedHashMap<>();
        policies.forEach((name, rules) -> copy.put(name, List.copyOf(rules)));
        policies = Collections.unmodifiableMap(copy);
    }
}
