package org.keelson.config.state;

import java.util.Objects;

/**
 * A network that containers get their addresses from, {@code network.pools} of {@code device.json}.
 *
 * @param name its name, valid by {@link Names#networkPool}
 * @param link how a container is connected to it
 * @param subnet its addresses
 * @param gateway the device's own address in it, and the containers' way out
 * @param nat whether what leaves it gets the address of the device
 */
public record Pool(String name, Link link, Subnet subnet, IpAddress gateway, boolean nat) {
    /** How a container is connected; the names are valid by {@link Names#networkInterface}. */
    public sealed interface Link {
        /** By a {@code veth(4)} to a bridge, which is made if it is not there. */
        record Bridge(String name) implements Link {
            /** Checks that the name is there. */
            public Bridge {
                Objects.requireNonNull(name, "name is null");
            }
        }

        /** By a {@code macvlan} above an interface of the device. */
        record Macvlan(String parent) implements Link {
            /** Checks that the name is there. */
            public Macvlan {
                Objects.requireNonNull(parent, "parent is null");
            }
        }
    }

    /** Checks that every part is there, and that the gateway lies in the network. */
    public Pool {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(link, "link is null");
        if (!subnet.hasHost(gateway)) {
            throw new IllegalArgumentException("gateway is not in its network: " + gateway);
        }
    }
}
