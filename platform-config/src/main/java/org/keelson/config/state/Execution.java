package org.keelson.config.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a container's first program gets to run with.
 *
 * @param env variables for its environment, in the order of the state; they win over those of the LXC configuration
 * @param init true if the program is no init: a first process that forwards signals and reaps stays above it
 * @param resources what it may use at most
 * @param sockets the sockets that are handed to it, in this order
 */
public record Execution(Map<String, String> env, boolean init, Resources resources, List<ListeningSocket> sockets) {
    /** Nothing special. */
    public static final Execution PLAIN = new Execution(Map.of(), false, Resources.UNLIMITED, List.of());

    /** Checks that every part is there and copies the collections, keeping their order. */
    public Execution {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        Objects.requireNonNull(resources, "resources is null");
        sockets = List.copyOf(sockets);
    }

    /** {@return true if the container is started by a first connection, not at boot} */
    public boolean activated() {
        return sockets.stream().anyMatch(ListeningSocket::activate);
    }
}
