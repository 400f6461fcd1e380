package org.keelson.config.state;

import java.util.HexFormat;

/**
 * An address of IPv4 or IPv6; made from a literal, never by asking a name server.
 *
 * @param hex its bytes as hex digits, in the order of the network: 8 digits or 32
 */
public record IpAddress(String hex) {
    /** Checks the length. */
    public IpAddress {
        if (hex.length() != 8 && hex.length() != 32) {
            throw new IllegalArgumentException("not the bytes of an address: " + hex);
        }
    }

    /** {@return its 4 or 16 bytes} */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
