package org.keelson.config.state;

import java.util.Objects;

/**
 * A signature over parts of a state, {@code pvs@2}; that it has this shape says nothing about whether it is good.
 *
 * @param key its key in the state, {@code _sigs/<name>.json}
 * @param header the header that is signed as well, in base64url without padding: RFC 4648 section 5
 * @param value the signature, likewise
 */
public record Signature(String key, String header, String value) {
    /** Checks that every part is there. */
    public Signature {
        Objects.requireNonNull(key, "key is null");
        Objects.requireNonNull(header, "header is null");
        Objects.requireNonNull(value, "value is null");
    }
}
