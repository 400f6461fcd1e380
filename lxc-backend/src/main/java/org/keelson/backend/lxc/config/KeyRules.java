package org.keelson.backend.lxc.config;

import java.util.List;
import java.util.Map;
import org.keelson.backend.lxc.config.ConfigText.Line;

/**
 * What happens to one key of an author's configuration. Pure. A key that is ours, or that this liblxc would stumble
 * over, is dropped and noted; but a container that asks for a protection it would not get is refused.
 */
final class KeyRules {

    /** Keys that Keelson sets itself or must not leave to a container, each with the reason for the note. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("lxc.rootfs.path", ""),
            Map.entry("lxc.rootfs.options", ""),
            Map.entry("lxc.rootfs.mount", "liblxc's own directory is used"),
            Map.entry("lxc.rootfs.managed", "the root is not LXC's"),
            Map.entry("lxc.init.cmd", ""),
            Map.entry("lxc.execute.cmd", "only lxc.init.cmd is run"),
            Map.entry("lxc.console.path", "the console goes to the log"),
            Map.entry("lxc.log.file", "the log is Keelson's"),
            Map.entry("lxc.log.level", "the log is Keelson's"),
            Map.entry("lxc.log.syslog", "the log is Keelson's"),
            Map.entry("lxc.cgroup.relative", "cgroup paths are Keelson's"),
            Map.entry("lxc.ephemeral", "liblxc would delete the root when the container stops"),
            Map.entry("lxc.monitor.signal.pdeath", "a container must not outlive its launcher"));

    /** Keys of the console that liblxc accepts but does not act on without a console device. */
    private static final List<String> WITHOUT_CONSOLE = List.of("lxc.console.buffer.size", "lxc.console.logfile",
            "lxc.console.rotate", "lxc.console.size");

    /** An unknown key below these was meant to confine the container. */
    private static final List<String> PROTECTIONS = List.of("lxc.aa_", "lxc.apparmor", "lxc.cap", "lxc.id_map",
            "lxc.idmap", "lxc.no_new_privs", "lxc.seccomp", "lxc.se_context", "lxc.selinux");

    /** The decision on one line. */
    sealed interface Verdict {
        /** Passed on as it is; a note that is not empty is logged. */
        record Keep(String note) implements Verdict {
        }

        /** Left out; a note that is not empty is logged. */
        record Drop(String note) implements Verdict {
        }

        /** The container must not start. */
        record Refuse(String problem) implements Verdict {
        }
    }

    private static final Verdict KEEP = new Verdict.Keep("");

    private KeyRules() {
    }

    static Verdict judge(Line line, ConfigText text, Target.Host host) {
        String key = line.key();
        if (OURS.containsKey(key)) {
            String reason = OURS.get(key);
            return new Verdict.Drop(reason.isEmpty() ? "" : dropped(line, reason));
        }
        if (key.startsWith("lxc.cgroup.dir")) {
            return new Verdict.Drop(dropped(line, "cgroup paths are Keelson's"));
        }
        if (KnownKeys.isCgroup1(key) && !(host.lxc().knowsCgroup1() && host.cgroups() != CgroupLayout.UNIFIED)) {
            return new Verdict.Drop(dropped(line, "this device has no cgroup v1"));
        }
        if (key.startsWith("lxc.cgroup2") && host.cgroups() != CgroupLayout.UNIFIED) {
            return new Verdict.Drop(dropped(line, "liblxc writes to cgroup v1 only on this device"));
        }
        if (!KnownKeys.accepts(key, line.value(), host.lxc())) {
            return unknown(line);
        }
        if (key.startsWith("lxc.apparmor.")) {
            return appArmor(line, text, host.appArmor());
        }
        return WITHOUT_CONSOLE.contains(key)
                ? new Verdict.Keep(at(line) + " has no effect: the console goes to the log") : KEEP;
    }

    private static Verdict unknown(Line line) {
        for (String protection : PROTECTIONS) {
            if (line.key().startsWith(protection)) {
                return new Verdict.Refuse(at(line) + " is unknown to this liblxc, and would not protect");
            }
        }
        return new Verdict.Drop(dropped(line, "unknown to this liblxc"));
    }

    private static Verdict appArmor(Line line, ConfigText text, AppArmor support) {
        boolean asksForProfile = line.key().equals("lxc.apparmor.profile") && !line.value().equals("unconfined")
                && !line.value().equals("unchanged");
        boolean decides = text.last(line.key()).filter(line::equals).isPresent();
        return switch (support) {
            case USABLE -> KEEP;
            case UNUSABLE, ABSENT -> {
                if (asksForProfile && decides) {
                    yield new Verdict.Refuse(at(line) + " = " + line.value() + ": AppArmor is not enforced here");
                }
                yield support == AppArmor.ABSENT ? new Verdict.Drop(dropped(line, "no AppArmor here")) : KEEP;
            }
        };
    }

    private static String dropped(Line line, String reason) {
        return at(line) + " dropped: " + reason;
    }

    static String at(Line line) {
        return "line " + line.number() + ": " + line.key();
    }
}
