package org.keelson.backend.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keelson.backend.LaunchPlan;
import org.keelson.backend.RootFileSystem;
import org.keelson.backend.RootFileSystem.Overlay;

class LaunchConfigTest {

    private static final String ROOT = "lxc.rootfs.path = overlay:/vol/root.squashfs:/vol/data/upper\n";

    private static final String AUTHOR = """
            # made by a template
            lxc.tty.max = 8
            lxc.tty.min = 1
            lxc.pty.max = 8
            lxc.rootfs.path = overlay:/vol/root.squashfs:/vol/data/upper
            lxc.init.cmd = /sbin/init --log "a b"
            lxc.console.path = /dev/console
            lxc.namespace.keep = net
            lxc.mount.auto = proc sys:rw cgroup-full
            lxc.mount.entry = /storage/x x none bind,rw,origin=mkdir,create=dir 0 0
            lxc.cgroup.devices.deny = a
            """;

    private static final String EXPECTED = """
            lxc.log.file = /dev/fd/5
            lxc.log.level = 4
            lxc.tty.max = 8
            lxc.pty.max = 8
            lxc.namespace.keep = net
            lxc.mount.auto = proc sys:rw cgroup-full
            lxc.mount.entry = /storage/x x none bind,rw,create=dir 0 0
            lxc.rootfs.path = dir:/run/k/app/root
            lxc.console.path = none
            lxc.cgroup.dir.container = lxc/app
            lxc.cgroup.dir.monitor = lxc/app.monitor
            lxc.cgroup.dir.monitor.pivot = lxc/app.pivot
            lxc.uts.name = app
            lxc.proc.oom_score_adj = 0
            lxc.mount.entry = /lib/k/shim dev/.keelson-init none bind,ro,create=file 0 0
            """;

    @Test
    void aWholeConfigurationIsFittedToTheDevice() {
        LaunchPlan expected = new LaunchPlan("app", EXPECTED,
                List.of("/dev/.keelson-init", "container=pv-platform", "/sbin/init", "--log", "a b"),
                Overlay.of(List.of(Path.of("/vol/root.squashfs")), Path.of("/vol/data/upper"), List.of()),
                List.of(Path.of("/storage/x")),
                List.of("line 3: lxc.tty.min dropped: unknown to this liblxc",
                        "line 7: lxc.console.path dropped: the console goes to the log",
                        "line 10: lxc.mount.entry: origin=mkdir taken out, "
                                + "source is created before the start: /storage/x",
                        "line 11: lxc.cgroup.devices.deny dropped: this device has no cgroup v1"));

        assertEquals(new Preparation.Prepared(expected), LaunchConfig.prepare(AUTHOR, Targets.plain()));
    }

    @Test
    void withoutAnInitCommandSbinInitRuns() {
        assertEquals(List.of("/sbin/init"), init(""));
        assertEquals(List.of("/sbin/init"), init("lxc.init.cmd = /x\nlxc.init.cmd =\n"));
        assertEquals(List.of("/sbin/init"), init("lxc.init.cmd = '  '\n"));
    }

    @Test
    void onePairOfQuotesAroundTheInitCommandIsNotAWord() {
        assertEquals(List.of("/sbin/init", "-v"), init("lxc.init.cmd = \"/sbin/init -v\"\n"));
        assertEquals(List.of("/a b", "c d"), init("lxc.init.cmd = \"/a b\" \"c d\"\n"));
        assertEquals(List.of("/a", "b\"c"), init("lxc.init.cmd = /a \"b\\\"c\"\n"));
    }

    @Test
    void aMalformedInitCommandIsRefusedWithItsPosition() {
        assertEquals(List.of("line 2: lxc.init.cmd, character 3: the quote is not closed"),
                problems("lxc.init.cmd = /a 'b\n", Targets.plain()));
    }

    @Test
    void theRootIsRequired() {
        assertEquals(new Preparation.Refused(List.of("lxc.rootfs.path is missing")),
                LaunchConfig.prepare("", Targets.plain()));
        assertFalse(problems("lxc.rootfs.path =\n", Targets.plain()).isEmpty());
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        String text = "lxc.include = /etc/x\nlxc.uts.name\nlxc.init.cmd = '/a\nlxc.rootfs.path = zfs:x\n";

        assertEquals(4, problems(text, Targets.named("a/b", "g")).size() - 1);
    }

    @Test
    void configurationFilesOfTheRevisionBecomeTheTopLowerLayer() {
        Target target = Targets.withConfigOverlay(Path.of("/cfg/app"));

        RootFileSystem root = prepared(LaunchConfig.prepare(ROOT, target)).root();

        assertEquals(Overlay.of(List.of(Path.of("/cfg/app"), Path.of("/vol/root.squashfs")),
                Path.of("/vol/data/upper"), List.of()), root);
    }

    @Test
    void configurationFilesNeedAnOverlayRoot() {
        assertEquals(1, problems("lxc.rootfs.path = /srv\n", Targets.withConfigOverlay(Path.of("/cfg/app"))).size());
    }

    @Test
    void theAuthorsHostNameAndOomScoreStay() {
        String text = plan("lxc.uts.name = box\nlxc.proc.oom_score_adj = 500\n", Targets.plain()).configText();

        assertTrue(text.contains("lxc.uts.name = box\n") && text.contains("lxc.proc.oom_score_adj = 500\n"));
        assertFalse(text.contains("lxc.uts.name = app") || text.contains("oom_score_adj = 0"));
    }

    @Test
    void aSharedHostNameIsNotSet() {
        for (String shares : List.of("lxc.namespace.keep = net UTS\n", "lxc.namespace.share.uts = 12\n")) {
            assertFalse(plan(shares, Targets.plain()).configText().contains("lxc.uts.name"), shares);
        }
    }

    @Test
    void aLongNameIsCutToWhatTheKernelHolds() {
        LaunchPlan plan = prepared(LaunchConfig.prepare(ROOT, Targets.named("n".repeat(70), "g")));

        assertTrue(plan.configText().contains("lxc.uts.name = " + "n".repeat(64) + "\n"));
        assertEquals(List.of("lxc.uts.name: cut to 64 characters"), plan.notes());
    }

    @Test
    void namesThatWouldLeaveTheCgroupAreRefused() {
        for (String name : List.of("", ".", "..", "a/b", "a\nb", "a\0b", "app.pivot", "app.monitor")) {
            assertFalse(problems("", Targets.named(name, "g")).isEmpty(), name);
        }
        assertFalse(problems("", Targets.named("app", "a\nb")).isEmpty());
    }

    @Test
    void factsThatNoLineCanHoldAreRefused() {
        assertEquals(List.of("lxc.rootfs.path: not writable in a configuration: dir:/a?b"),
                problems("", Targets.at(Path.of("/a\nb"), 4)));
        assertEquals(List.of("log level out of range: 9"), problems("", Targets.at(Path.of("/a"), 9)));
    }

    @Test
    void givenMountsFollowTheAuthorsAndHaveTheirBlanksEscaped() {
        MountEntry socket = MountEntry.bind("/run/k/a b", "pantavisor/pv-ctrl", "rw", "create=file");

        LaunchPlan plan = plan("lxc.mount.entry = /x x none bind\nlxc.mount.entry =\n",
                Targets.with(List.of(socket), List.of()));

        assertTrue(plan.configText().endsWith("""
                lxc.mount.entry = /run/k/a\\040b pantavisor/pv-ctrl none bind,rw,create=file 0 0
                lxc.mount.entry = /lib/k/shim dev/.keelson-init none bind,ro,create=file 0 0
                """));
        assertTrue(plan.configText().contains("lxc.mount.entry = /x x none bind\nlxc.mount.entry = \n"));
    }

    @Test
    void aPoolNetworkReplacesAKeptOne() {
        Target pool = Targets.with(List.of(), List.of(new Setting("lxc.net.0.type", "veth")));

        String text = plan("lxc.namespace.keep = net ipc\n", pool).configText();

        assertTrue(text.contains("lxc.namespace.keep = ipc\n") && text.contains("lxc.net.0.type = veth\n"));
        assertEquals(1, problems("lxc.net.0.type = empty\n", pool).size());
    }

    @Test
    void anAdditionUnknownToLiblxcIsRefused() {
        assertEquals(List.of("lxc.nonsense is unknown to this liblxc"),
                problems("", Targets.with(List.of(), List.of(new Setting("lxc.nonsense", "1")))));
    }

    private static List<String> init(String text) {
        List<String> argv = plan(text, Targets.plain()).argv();
        return argv.subList(2, argv.size());
    }

    private static LaunchPlan plan(String text, Target target) {
        return prepared(LaunchConfig.prepare(ROOT + text, target));
    }

    private static LaunchPlan prepared(Preparation preparation) {
        return switch (preparation) {
            case Preparation.Prepared(LaunchPlan plan) -> plan;
            case Preparation.Refused(List<String> problems) -> throw new AssertionError(problems);
        };
    }

    private static List<String> problems(String text, Target target) {
        return switch (LaunchConfig.prepare(ROOT + text, target)) {
            case Preparation.Prepared(LaunchPlan plan) -> throw new AssertionError(plan.configText());
            case Preparation.Refused(List<String> problems) -> problems;
        };
    }
}
