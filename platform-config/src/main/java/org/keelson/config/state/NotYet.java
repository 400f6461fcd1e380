package org.keelson.config.state;

/**
 * What is understood and not done yet: a state that asks for it is refused, never run without it; at most a device goes without what
 * only adds something. A feature that comes takes its line away, and the compiler shows where it was missing.
 */
enum NotYet {
    ENCRYPTED_DISKS("encrypted disks are"),
    SWAP_DISKS("swap disks are"),
    VOLUME_DISKS("volume disks are"),
    DUAL_DISKS("dual disks are"),
    STORAGE_ON_A_DISK("a disk of its own is"),
    VERITY_VOLUMES("dm-verity volumes are"),
    NETWORK_POOLS("network pools are"),
    NETWORKS_FROM_A_POOL("networks from a pool are"),
    REMOUNTING("remounting with other options is"),
    REQUIRED_DRIVERS("required drivers are"),
    REQUIRED_SERVICES("required services are"),
    OFFERED_SERVICES("services that a container offers are"),
    DEVICE_NODES("rules for device nodes are");

    private final String sentence;

    NotYet(String what) {
        sentence = what + " not supported yet";
    }

    /** {@return the problem's message} */
    String sentence() {
        return sentence;
    }

    /** Refuses a member. */
    void refuse(Fields fields, String key) {
        fields.error(key, sentence);
    }

    /** Says that something is left undone that nothing else relies on and that protects nothing. */
    void warn(Fields fields, String key) {
        fields.warning(key, sentence + ", ignored");
    }

    /** Refuses a member that may only be absent, {@code []} or {@code {}}. */
    void refuseUnlessEmpty(Fields fields, String key) {
        if (fields.element(key).filter(element -> !Fields.isEmpty(element)).isPresent()) {
            refuse(fields, key);
        }
    }
}
