package org.keelson.config.settings;

/** What the supervisor is to the machine; {@code embedded} and {@code appengine} in {@code PV_SYSTEM_INIT_MODE}. */
public enum InitMode {
    /** It is PID 1 of a device. */
    EMBEDDED,
    /** It is PID 1 of a docker or podman container. */
    APPENGINE
}
