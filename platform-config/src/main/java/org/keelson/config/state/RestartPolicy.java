package org.keelson.config.state;

/** What a change of a container costs; {@code system} and {@code container} in the state. */
public enum RestartPolicy {
    /** An update that changes it needs a reboot, and it cannot be stopped by a request. */
    SYSTEM,
    /** It can be stopped, started and updated alone. */
    CONTAINER
}
