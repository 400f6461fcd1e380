package org.keelson.backend.lxc.config;

import org.keelson.backend.Namespace;

/** The settings that are Keelson's: where the root is, where output goes, which cgroups, and some defaults. */
final class OwnSettings {

    /** Room for a name in the kernel's {@code utsname}, {@code uname(2)}. */
    private static final int HOST_NAME_MAX = 64;

    private final ConfigText author;
    private final Target target;
    private final Draft draft;

    OwnSettings(ConfigText author, Target target, Draft draft) {
        this.author = author;
        this.target = target;
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

    /** The shim last: an author's own mount on {@code dev} would hide it. */
    private void writeMounts() {
        target.additions().mounts().forEach(entry -> MountRules.add(entry.format(), "given mount", draft));
        String source = target.paths().shim().toString();
        MountEntry shim = MountEntry.bind(source, LaunchConfig.SHIM_TARGET, "ro", "create=file");
        draft.set("lxc.mount.entry", shim.format());
    }
}
