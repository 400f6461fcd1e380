package org.keelson.supervisor.container;

/** What a container's end comes from. */
public enum EndCause {
    /** It ended, or failed, by itself. */
    ITSELF,
    /** Its health check had it stopped. */
    UNHEALTHY,
    /** A user had it stopped. */
    USER_STOP,
    /** A user had it stopped to be started again. */
    USER_RESTART,
    /** The device ends. */
    DEVICE;

    /** Which of two counts: a user's latest word more than what went before, the device's end more than anything. */
    EndCause overruledBy(EndCause later) {
        return this == DEVICE ? this : later;
    }
}
