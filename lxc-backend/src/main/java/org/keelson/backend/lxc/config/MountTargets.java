package org.keelson.backend.lxc.config;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Rewrites mount entries once the container's root is mounted. LXC refuses a symbolic link in a target, and with
 * {@code create=} follows an absolute one out of the root, so targets are resolved inside the root first. Pure: the
 * resolving itself is the caller's.
 */
public final class MountTargets {

    private static final String KEY = "lxc.mount.entry";

    private MountTargets() {
    }

    /**
     * Passes each mount entry through a function, in order.
     *
     * @param configText a configuration made by {@link LaunchConfig}
     * @param resolve returns the entry to write; the same entry leaves its line as it is
     * @return the text with the rewritten lines
     * @throws IllegalArgumentException if an entry holds what no line can hold
     */
    public static String rewrite(String configText, UnaryOperator<MountEntry> resolve) {
        StringBuilder out = new StringBuilder(configText.length() + 64);
        for (ConfigText.Line line : ConfigText.parse(configText).lines()) {
            Optional<MountEntry> entry =
                    line.key().equals(KEY) ? MountEntry.parse(line.value()) : Optional.empty();
            Setting setting = entry.map(old -> resolved(old, resolve.apply(old), line)).orElseGet(line::setting);
            if (!setting.writable()) {
                throw new IllegalArgumentException("mount entry is not writable in a configuration");
            }
            out.append(setting.line()).append('\n');
        }
        return out.toString();
    }

    private static Setting resolved(MountEntry old, MountEntry now, ConfigText.Line line) {
        return now.equals(old) ? line.setting() : new Setting(KEY, now.format());
    }
}
