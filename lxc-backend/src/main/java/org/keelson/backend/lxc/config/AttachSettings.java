package org.keelson.backend.lxc.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keelson.backend.lxc.config.ConfigText.Line;

/**
 * What of a running container's configuration a program needs that is started beside its init. Its namespaces, control groups,
 * capabilities and security label are those of the init, which liblxc takes from the kernel and from the launcher; this is the rest.
 * Whatever would open a file is left out: the container's log lies on storage. Pure.
 *
 * @param settings environment, {@code prlimit}, {@code proc}: to be given to liblxc in this order; an empty value clears
 * @param user as which its init began, or -1 for the default
 * @param group likewise
 * @param groups its further groups
 * @param folder where its init began
 * @param labelled false if its init has no other security label than its launcher, which is this program's own
 * @param seccomp true if it is not to run without a system call filter
 * @param noNewPrivileges true if it is not to run without that restriction
 */
public record AttachSettings(List<Setting> settings, int user, int group, List<Integer> groups, String folder, boolean labelled,
        boolean seccomp, boolean noNewPrivileges) {
    private static final List<String> EXACT = List.of("lxc.environment", "lxc.environment.runtime", "lxc.cgroup.relative", "lxc.prlimit",
            "lxc.proc");

    /** Copies the lists. */
    public AttachSettings {
        settings = List.copyOf(settings);
        groups = List.copyOf(groups);
    }

    /**
     * Picks them out.
     *
     * @param config what the launcher was given
     * @throws NumberFormatException if an id is none; liblxc would not have started such a container
     */
    public static AttachSettings of(ConfigText config) {
        List<Setting> settings = new ArrayList<>();
        for (Line line : config.lines()) {
            if (EXACT.contains(line.key()) || line.key().startsWith("lxc.prlimit.") || line.key().startsWith("lxc.proc.")) {
                settings.add(line.setting());
            }
        }
        return new AttachSettings(settings, id(config, "lxc.init.uid"), id(config, "lxc.init.gid"), groups(config),
                config.last("lxc.init.cwd").map(Line::value).orElse("/"), labelled(config), config.last("lxc.seccomp.profile").isPresent(),
                config.last("lxc.no_new_privs").filter(line -> number(line.value()) == 1).isPresent());
    }

    /** Without a key of AppArmor's, a kernel that has it on gives the container liblxc's own profile. */
    private static boolean labelled(ConfigText config) {
        String profile = config.last("lxc.apparmor.profile").map(Line::value).orElse("");
        return !profile.equals("unconfined") && !profile.equals("unchanged") || config.last("lxc.selinux.context").isPresent();
    }

    private static int id(ConfigText config, String key) {
        Optional<Line> line = config.last(key);
        return line.isPresent() ? number(line.get().value()) : -1;
    }

    /** Each line adds some; an empty one clears. */
    private static List<Integer> groups(ConfigText config) {
        List<Integer> groups = new ArrayList<>();
        for (Line line : config.lines()) {
            if (!line.key().equals("lxc.init.groups")) {
                continue;
            }
            if (line.value().isEmpty()) {
                groups.clear();
            }
            for (String part : line.value().split(",")) {
                if (!part.isEmpty()) {
                    groups.add(number(part));
                }
            }
        }
        return groups;
    }

    /** As liblxc reads one: octal with {@code 0}, hexadecimal with {@code 0x}; above 2^31 it is negative here. */
    private static int number(String text) {
        long number = Long.decode(text.trim());
        if (number < 0 || number >= 1L << 32) {
            throw new NumberFormatException("not an id: " + text);
        }
        return (int) number;
    }
}
