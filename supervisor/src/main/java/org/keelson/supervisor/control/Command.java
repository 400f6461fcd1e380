package org.keelson.supervisor.control;

import java.util.Optional;

/** What {@code POST /commands} can order, by Pantavisor's names. */
public enum Command {
    /** Stop everything, then end the machine. */
    POWEROFF_DEVICE,

    /** Stop everything, then start the machine again. */
    REBOOT_DEVICE;

    /** The command of that exact name; Pantavisor takes any prefix, so that the empty name is a command. */
    static Optional<Command> named(String name) {
        return switch (name) {
            case "POWEROFF_DEVICE" -> Optional.of(POWEROFF_DEVICE);
            case "REBOOT_DEVICE" -> Optional.of(REBOOT_DEVICE);
            default -> Optional.empty();
        };
    }

    /** True for the names that Pantavisor knows and this supervisor does not carry out. */
    static boolean foreign(String name) {
        return switch (name) {
            case "UPDATE_METADATA", "TRY_ONCE", "LOCAL_RUN", "MAKE_FACTORY", "RUN_GC", "ENABLE_SSH", "DISABLE_SSH",
                    "GO_REMOTE", "DEFER_REBOOT", "LOCAL_RUN_COMMIT", "LOCAL_APPLY", "XCONNECT_GRAPH", "UNCLAIM" -> true;
            default -> false;
        };
    }
}
