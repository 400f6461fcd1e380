package org.keelson.backend.lxc.config;

import java.util.List;
import java.util.Set;
import org.keelson.backend.Namespace;

/** The settings that are Keelson's: where the root is, where output goes, which cgroups, what run.json says, and some defaults. */
final class OwnSettings {

    /** Room for a name in the kernel's {@code utsname}, {@code uname(2)}. */
    private static final int HOST_NAME_MAX = 64;

    /** liblxc sets these after the ones of its configuration. */
    private static final Set<String> SET_BY_LXC = Set.of("container", "container_ttys");

    private final ConfigText author;
    private final Target target;
    private final List<Setting> limits;
    private final Draft draft;

    OwnSettings(ConfigText author, Target target, List<Setting> limits, Draft draft) {
        this.author = author;
        this.target = target;
        this.limits = limits;
        this.draft = draft;
    }

    /** First of all, since liblxc opens its log when it reads the key: mistakes further down are then logged. */
    void writeLog() {
        draft.set("lxc.log.file", target.log().file().toString());
        draft.set("lxc.log.level", Integer.toString(target.log().level()));
    }

    /** Last of all, so that nothing of the author's comes after. */
    void write() {
        writeFixed();
        writeDefaults(target.container());
        limits.forEach(draft::set);
        target.additions().execution().env().forEach(this::writeVariable);
        writeMounts();
    }

    private void writeFixed() {
        String name = target.container();
        draft.set("lxc.rootfs.path", "dir:" + target.paths().rootfsMount());
        draft.set("lxc.console.path", "none");
        draft.set("lxc.cgroup.dir.container", "lxc/" + name);
        draft.set("lxc.cgroup.dir.monitor", "lxc/" + name + ".monitor");
        draft.set("lxc.cgroup.dir.monitor.pivot", "lxc/" + name + ".pivot"); // liblxc never removes it; a shared one would stay
        if (target.host().cgroupsRelative()) {
            draft.set("lxc.cgroup.relative", "1");
        }
    }

    private void writeDefaults(String name) {
        if (!isSet("lxc.uts.name") && hasOwnHostName()) {
            if (name.length() > HOST_NAME_MAX) {
                draft.note("lxc.uts.name: cut to " + HOST_NAME_MAX + " characters");
            }
            draft.set("lxc.uts.name", name.substring(0, Math.min(name.length(), HOST_NAME_MAX)));
        }
        if (!isSet("lxc.proc.oom_score_adj")) {
            draft.set("lxc.proc.oom_score_adj", "0");
        }
        if (target.host().appArmor() == AppArmor.UNUSABLE && !isSet("lxc.apparmor.profile")) {
            draft.note("lxc.apparmor.profile set to unconfined: no profile can be loaded here");
            draft.set("lxc.apparmor.profile", "unconfined");
        }
    }

    private boolean isSet(String key) {
        return author.last(key).isPresent()
                || target.additions().settings().stream().anyMatch(setting -> setting.key().equals(key));
    }

    /** With {@code lxc.namespace.keep = uts} liblxc would set the name of the host. */
    private boolean hasOwnHostName() {
        String kept = author.last("lxc.namespace.keep").map(ConfigText.Line::value).orElse("");
        boolean keeps = Namespace.parse(kept).map(set -> set.contains(Namespace.UTS)).orElse(false);
        return !keeps && author.last("lxc.namespace.share.uts").isEmpty();
    }

    /** The one list of LXC 7 that comes after {@code lxc.environment}, so that an author's line in it does not win. */
    private void writeVariable(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || !Setting.oneLine(name)) {
            draft.problem("env: not the name of a variable: '" + name + "'");
        } else if (SET_BY_LXC.contains(name)) {
            draft.problem("env." + name + ": is always set by LXC");
        } else if (!Setting.oneLine(value)) {
            draft.problem("env." + name + ": has a line break or NUL, which no LXC configuration can hold");
        } else {
            draft.set(target.host().lxc().knowsSplitEnvironment() ? "lxc.environment.runtime" : "lxc.environment", name + '=' + value);
        }
    }

    /** The shim last: an author's own mount on {@code dev} would hide it. */
    private void writeMounts() {
        target.additions().mounts().forEach(entry -> MountRules.add(entry.format(), "given mount", draft));
        String source = target.paths().shim().toString();
        MountEntry shim = MountEntry.bind(source, LaunchConfig.SHIM_TARGET, "ro", "create=file");
        draft.set("lxc.mount.entry", shim.format());
    }
}
