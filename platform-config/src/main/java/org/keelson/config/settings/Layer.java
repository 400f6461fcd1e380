package org.keelson.config.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keelson.config.Problem;

/**
 * The settings of one source.
 *
 * @param source where they come from
 * @param values keys and values as text, the keys in any accepted spelling
 * @param problems what of the source could not be read at all
 */
public record Layer(Source source, Map<String, String> values, List<Problem> problems) {
    /** Checks that every part is there and copies the collections. */
    public Layer {
        Objects.requireNonNull(source, "source is null");
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        problems = List.copyOf(problems);
    }

    /**
     * A layer that was read without problems.
     *
     * @param source where the settings come from
     * @param values keys and values
     */
    public Layer(Source source, Map<String, String> values) {
        this(source, values, List.of());
    }
}
