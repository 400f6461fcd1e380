package org.keelson.config.state;

import java.util.List;
import java.util.Objects;

/** What a container offers to others, an entry of its {@code services.json}. */
public sealed interface OfferedService {
    /** How a service is spoken to. */
    enum Type {
        REST, DBUS, UNIX, DRM, WAYLAND, INPUT
    }

    /**
     * A socket or device node in the container.
     *
     * @param name what others ask for; valid by {@link Names#service}
     * @param type how it is spoken to
     * @param path its absolute path in the container
     */
    record Endpoint(String name, Type type, String path) implements OfferedService {
        /** Checks that every part is there. */
        public Endpoint {
            Objects.requireNonNull(name, "name is null");
            Objects.requireNonNull(type, "type is null");
            Objects.requireNonNull(path, "path is null");
        }
    }

    /**
     * A name that the container owns on the system bus that the device hosts.
     *
     * @param name the name on the bus; no other container of the revision owns it
     * @param role the role that the container has there; valid by {@link Names#busRole}
     * @param allowed the roles that may call it; valid likewise, without the same one twice
     */
    record BusName(String name, String role, List<String> allowed) implements OfferedService {
        /** Checks that every part is there and copies the list. */
        public BusName {
            Objects.requireNonNull(name, "name is null");
            Objects.requireNonNull(role, "role is null");
            allowed = List.copyOf(allowed);
        }
    }
}
