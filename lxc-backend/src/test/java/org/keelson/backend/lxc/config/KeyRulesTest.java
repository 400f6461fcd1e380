package org.keelson.backend.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keelson.backend.LaunchPlan;

class KeyRulesTest {

    private enum Fate { KEPT, KEPT_NOTED, DROPPED, DROPPED_NOTED, REFUSED }

    private record Row(String line, Target target, Fate fate) {
    }

    private static final Target UNIFIED = Targets.plain();
    private static final Target HYBRID = Targets.on(CgroupLayout.HYBRID, 6);
    private static final Target LEGACY = Targets.on(CgroupLayout.LEGACY, 5);
    private static final Target SEVEN = Targets.on(CgroupLayout.UNIFIED, 7);
    private static final Target NO_APPARMOR = Targets.with(AppArmor.ABSENT);
    private static final Target UNCONFINED = Targets.with(AppArmor.UNUSABLE);

    private static final List<Row> ROWS = List.of(
            new Row("lxc.arch = aarch64", UNIFIED, Fate.KEPT),
            new Row("lxc.hook.mount = /x y z", UNIFIED, Fate.KEPT),
            new Row("lxc.net.0.type = veth", UNIFIED, Fate.KEPT),
            new Row("lxc.cap.drop = sys_admin", UNIFIED, Fate.KEPT),
            new Row("lxc.seccomp.profile = /x", UNIFIED, Fate.KEPT),
            new Row("lxc.mount.entry = #odd", UNIFIED, Fate.KEPT),
            new Row("lxc.cgroup2.memory.max = 1M", UNIFIED, Fate.KEPT),
            new Row("lxc.cgroup2.memory.max = 1M", HYBRID, Fate.DROPPED_NOTED),
            new Row("lxc.cgroup2.memory.max = 1M", LEGACY, Fate.DROPPED_NOTED),
            new Row("lxc.cgroup.devices.allow = a", UNIFIED, Fate.DROPPED_NOTED),
            new Row("lxc.cgroup.devices.allow = a", HYBRID, Fate.KEPT),
            new Row("lxc.cgroup.memory.limit_in_bytes = 1M", LEGACY, Fate.KEPT),
            new Row("lxc.cgroup.memory.limit_in_bytes = 1M", SEVEN, Fate.DROPPED_NOTED),
            new Row("lxc.cgroup =", SEVEN, Fate.DROPPED_NOTED),
            new Row("lxc.cgroup.dir = x", UNIFIED, Fate.DROPPED_NOTED),
            new Row("lxc.cgroup.dir.container.inner = x", HYBRID, Fate.DROPPED_NOTED),
            new Row("lxc.cgroup.relative = 1", HYBRID, Fate.DROPPED_NOTED),
            new Row("lxc.rootfs.options = ro", UNIFIED, Fate.DROPPED),
            new Row("lxc.rootfs.mount = /mnt", UNIFIED, Fate.DROPPED_NOTED),
            new Row("lxc.execute.cmd = /x", UNIFIED, Fate.DROPPED_NOTED),
            new Row("lxc.log.syslog = daemon", UNIFIED, Fate.DROPPED_NOTED),
            new Row("lxc.ephemeral = 1", UNIFIED, Fate.DROPPED_NOTED),
            new Row("lxc.monitor.signal.pdeath = 0", UNIFIED, Fate.DROPPED_NOTED),
            new Row("lxc.console.logfile = /x", UNIFIED, Fate.KEPT_NOTED),
            new Row("lxc.tty.min = 1", UNIFIED, Fate.DROPPED_NOTED),
            new Row("lxc.utsname = x", UNIFIED, Fate.DROPPED_NOTED),
            new Row("martian = 1", UNIFIED, Fate.DROPPED_NOTED),
            new Row("# lxc.tty.min = 1", UNIFIED, Fate.DROPPED),
            new Row("lxc.cap.dorp = sys_admin", UNIFIED, Fate.REFUSED),
            new Row("lxc.aa_profile = x", UNIFIED, Fate.REFUSED),
            new Row("lxc.seccomp = x", UNIFIED, Fate.REFUSED),
            new Row("lxc.include = /x", UNIFIED, Fate.REFUSED),
            new Row("lxc.mount.entry = rel x none bind,origin=mkdir", UNIFIED, Fate.REFUSED),
            new Row("lxc.apparmor.profile = strict", UNIFIED, Fate.KEPT),
            new Row("lxc.apparmor.profile = strict", NO_APPARMOR, Fate.REFUSED),
            new Row("lxc.apparmor.profile = strict", UNCONFINED, Fate.REFUSED),
            new Row("lxc.apparmor.profile = unconfined", NO_APPARMOR, Fate.DROPPED_NOTED),
            new Row("lxc.apparmor.profile = unconfined", UNCONFINED, Fate.KEPT),
            new Row("lxc.apparmor.allow_nesting = 1", NO_APPARMOR, Fate.DROPPED_NOTED));

    @Test
    void everyKeyHasItsFate() {
        for (Row row : ROWS) {
            assertEquals(row.fate(), fate(row), row.toString());
        }
    }

    @Test
    void aContainerThatAsksForNothingIsUnconfinedWhereNoProfileCanBeLoaded() {
        assertEquals("lxc.apparmor.profile = unconfined", added(UNCONFINED));
        assertEquals("", added(NO_APPARMOR));
        assertEquals("", added(UNIFIED));
    }

    @Test
    void liblxcSevenRunsOnCgroup2Only() {
        assertEquals(Fate.REFUSED, fate(new Row("", Targets.on(CgroupLayout.HYBRID, 7), Fate.REFUSED)));
    }

    @Test
    void directoriesOfOverlayEntriesAreCreatedFirst() {
        String line = "lxc.mount.entry = o x overlay lowerdir=/l,upperdir=/d/../u,workdir=/w\\040w 0 0\n";

        assertEquals("[/u, /w w]", plan(line, UNIFIED).directoriesToCreate().toString());
    }

    private static Fate fate(Row row) {
        return switch (prepare(row.line(), row.target())) {
            case Preparation.Refused _ -> Fate.REFUSED;
            case Preparation.Prepared(LaunchPlan plan) -> {
                boolean kept = plan.configText().contains('\n' + row.line() + '\n');
                boolean noted = plan.notes().stream().anyMatch(note -> note.startsWith("line 2"));
                yield kept ? noted ? Fate.KEPT_NOTED : Fate.KEPT : noted ? Fate.DROPPED_NOTED : Fate.DROPPED;
            }
        };
    }

    private static String added(Target target) {
        return plan("", target).configText().lines().filter(line -> line.contains("apparmor")).findAny().orElse("");
    }

    private static LaunchPlan plan(String line, Target target) {
        return switch (prepare(line, target)) {
            case Preparation.Prepared(LaunchPlan plan) -> plan;
            case Preparation.Refused(List<String> problems) -> throw new AssertionError(problems);
        };
    }

    private static Preparation prepare(String line, Target target) {
        return LaunchConfig.prepare("lxc.rootfs.path = /srv\n" + line, target);
    }
}
