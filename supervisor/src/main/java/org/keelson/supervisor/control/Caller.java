package org.keelson.supervisor.control;

import java.util.Objects;

/** Who calls. Known by the socket that is called on and by nothing else: no pid and no cgroup is looked up. */
public sealed interface Caller {
    /** Whoever may open the host's socket; may do everything. */
    record Host() implements Caller {}

    /**
     * A container on its own socket, which is mounted into it alone; may only signal.
     *
     * @param name the container's name
     */
    record OfContainer(String name) implements Caller {
        /** Checks the name. */
        public OfContainer {
            Objects.requireNonNull(name, "name is null");
        }
    }
}
