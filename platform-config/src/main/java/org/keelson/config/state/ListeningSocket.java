package org.keelson.config.state;

import java.util.Objects;

/**
 * A socket that the supervisor listens on and hands to a container: {@code sd_listen_fds(3)}.
 *
 * @param name its name in {@code LISTEN_FDNAMES}; letters, digits and {@code . _ -}
 * @param kind what it transports
 * @param address where it listens, in the device's own network namespace
 * @param activate true if the container is started only when somebody connects
 */
public record ListeningSocket(String name, Kind kind, Address address, boolean activate) {
    /** {@code socket(2)}. */
    public enum Kind {
        STREAM, DATAGRAM, SEQPACKET
    }

    /** Where a socket listens. */
    public sealed interface Address {
        /** {@code ip(7)}, {@code ipv6(7)}: 1 to 65535. */
        record Inet(IpAddress ip, int port) implements Address {}

        /** {@code unix(7)}: a file of this name in the container's folder among the supervisor's sockets. */
        record Unix(String file) implements Address {}
    }

    /** Checks that every part is there. */
    public ListeningSocket {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(address, "address is null");
    }
}
