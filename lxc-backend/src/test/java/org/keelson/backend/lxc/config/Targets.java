package org.keelson.backend.lxc.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keelson.config.state.Execution;

/** Targets for tests: a cgroup2-only device with liblxc 6 and AppArmor, changed one fact at a time. */
final class Targets {

    static final Target.Host HOST =
            new Target.Host(new LxcVersion(6, 0, 4), CgroupLayout.UNIFIED, false, allFiles(CgroupLayout.UNIFIED), AppArmor.USABLE);

    private static final Target.Paths PATHS =
            new Target.Paths(Path.of("/run/k/app/root"), Path.of("/lib/k/shim"), Optional.empty());
    private static final Target.Log LOG = new Target.Log(Path.of("/dev/fd/5"), 4);

    private Targets() {
    }

    static Target plain() {
        return on(HOST);
    }

    static Target on(Target.Host host) {
        return new Target("app", "platform", PATHS, Target.Additions.NONE, host, LOG);
    }

    static Target on(CgroupLayout layout, int lxcMajor) {
        return on(new Target.Host(new LxcVersion(lxcMajor, 0, 0), layout, false, allFiles(layout), AppArmor.USABLE));
    }

    static Target with(AppArmor appArmor) {
        return on(new Target.Host(HOST.lxc(), HOST.cgroups(), false, HOST.files(), appArmor));
    }

    static Target with(List<MountEntry> mounts, List<Setting> settings) {
        return new Target("app", "platform", PATHS, new Target.Additions(mounts, settings, Execution.PLAIN), HOST, LOG);
    }

    static Target with(Execution execution, Target.Host host) {
        return new Target("app", "platform", PATHS, new Target.Additions(List.of(), List.of(), execution), host, LOG);
    }

    static Target.Host host(CgroupLayout layout, CgroupFiles files) {
        return new Target.Host(HOST.lxc(), layout, false, files, AppArmor.USABLE);
    }

    static CgroupFiles allFiles(CgroupLayout layout) {
        return new CgroupFiles(new HashSet<>(CgroupFiles.wanted(layout)), Map.of());
    }

    static Target withConfigOverlay(Path layer) {
        Target.Paths paths = new Target.Paths(PATHS.rootfsMount(), PATHS.shim(), Optional.of(layer));
        return new Target("app", "platform", paths, Target.Additions.NONE, HOST, LOG);
    }

    static Target named(String container, String group) {
        return new Target(container, group, PATHS, Target.Additions.NONE, HOST, LOG);
    }

    static Target at(Path rootfsMount, int logLevel) {
        Target.Paths paths = new Target.Paths(rootfsMount, PATHS.shim(), Optional.empty());
        return new Target("app", "platform", paths, Target.Additions.NONE, HOST, new Target.Log(LOG.file(), logLevel));
    }
}
