package org.keelson.supervisor.container;

/** What a container's end means for the device. */
public enum Aftermath {
    /** Nothing: it was wanted, or it had done its work. */
    NONE,
    /** It is dead for good and left, for people to see. */
    REPORT,
    /** It is dead for good, and the device cannot be without it. */
    REBOOT
}
