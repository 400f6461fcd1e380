package org.keelson.config.state;

/** How long a writable volume lives; {@code permanent}, {@code revision} and {@code boot} in the state. */
public enum Persistence {
    /** It survives every update. */
    PERMANENT,
    /** Each revision has its own, empty at first, removed with the revision. */
    REVISION,
    /** It lies in memory and is gone when the container's volumes are unmounted. */
    BOOT
}
