package org.keelson.config.state;

import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A network of IPv4, {@code 10.0.5.0/24} in the state.
 *
 * @param address its first address, in which every bit behind the prefix is 0
 * @param prefix how many bits all its addresses have in common, 1 to 30
 */
public record Subnet(IpAddress address, int prefix) {
    /** With a longer prefix there would be no address left for a host beside the gateway. */
    private static final int LONGEST = 30;

    /** Checks the range, and that the address is the first one. */
    public Subnet {
        Objects.requireNonNull(address, "address is null");
        if (address.hex().length() != 8 || prefix < 1 || prefix > LONGEST || (bits(address) & ~mask(prefix)) != 0) {
            throw new IllegalArgumentException("not a network of IPv4: " + address + "/" + prefix);
        }
    }

    /**
     * Reads a network.
     *
     * @param text {@code <address>/<prefix>}
     * @return the network, or none if the text is not one
     */
    static Optional<Subnet> parse(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = slash < 0 ? Optional.empty() : IpLiteral.v4(text.substring(0, slash));
        OptionalLong prefix = slash < 0 ? OptionalLong.empty() : Numbers.whole(text.substring(slash + 1), 1, LONGEST);
        if (address.isEmpty() || prefix.isEmpty() || (bits(address.get()) & ~mask((int) prefix.getAsLong())) != 0) {
            return Optional.empty();
        }
        return Optional.of(new Subnet(address.get(), (int) prefix.getAsLong()));
    }

    /**
     * Says whether a host of this network may have an address.
     *
     * @param host any address
     * @return whether it lies in the network and is neither its first one nor its last one, which is for broadcast
     */
    public boolean hasHost(IpAddress host) {
        int rest = ~mask(prefix);
        return host.hex().length() == 8 && (bits(host) & ~rest) == bits(address) && (bits(host) & rest) != 0
                && (bits(host) & rest) != rest;
    }

    private static int bits(IpAddress address) {
        return HexFormat.fromHexDigits(address.hex());
    }

    private static int mask(int prefix) {
        return -1 << 32 - prefix;
    }
}
