package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.backend.LaunchPlan;
import org.keelson.config.settings.Settings;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Resources;
import org.keelson.config.state.Supervision;
import org.keelson.linux.Errno;
import org.keelson.linux.mount.Mounts.Flag;
import org.keelson.linux.testing.FakeDescriptors;
import org.keelson.linux.testing.FakeLoopDevices;
import org.keelson.linux.testing.FakeLoopDevices.Attached;
import org.keelson.linux.testing.FakeMounts;
import org.keelson.linux.testing.FakeMounts.Mounted;
import org.keelson.linux.testing.FakeProcesses;
import org.keelson.linux.testing.FakeWakeups;

/** What is mounted and written before a container starts, and that it goes away again. */
class ContainerPreparationTest {
    private static final Optional<String> CONFIG = Optional.of("lxc.container.conf");

    @TempDir
    private Path folder;

    private final FakeDescriptors descriptors = new FakeDescriptors();
    private final FakeMounts mounts = new FakeMounts();
    private final FakeLoopDevices loops = new FakeLoopDevices(descriptors);
    private Trail trail;
    private Layout layout;
    private ContainerPreparation preparation;

    @BeforeEach
    void makeTrail() throws IOException {
        trail = new Trail(folder);
        layout = trail.layout;
        trail.config("lxc.uts.name = web");
        Cgroups cgroups = new Cgroups(new FakeProcesses(new FakeWakeups(descriptors)), List.of(folder.resolve("cgroup")), 1);
        preparation = new ContainerPreparation(
                "7", layout, Settings.load(List.of()), mounts, new RootMount(mounts, loops), cgroups, Trail.HOST);
    }

    private String volume(String name) {
        return layout.volumes("web").resolve(name).toString();
    }

    private String file(String name) {
        return layout.revision("7").resolve("web").resolve(name).toString();
    }

    private List<Mounted> volumes() {
        return List.of(
                new Mounted("/dev/loop0", volume("root.squashfs"), "squashfs", Set.of(Flag.READ_ONLY), ""),
                new Mounted(file("hosts.bind"), volume("hosts.bind"), "", Set.of(Flag.BIND), ""),
                new Mounted(file("shared.data"), volume("shared.data"), "", Set.of(Flag.BIND, Flag.RECURSIVE), ""),
                new Mounted("tmpfs", volume("lxc-overlay"), "tmpfs", Set.of(Flag.NO_DEVICES, Flag.NO_SUID), "mode=755"),
                new Mounted(layout.permanentVolume("web", "data").toString(), volume("data"), "", Set.of(Flag.BIND), ""),
                new Mounted(layout.revisionVolume("7", "web", "cache").toString(), volume("cache"), "", Set.of(Flag.BIND), ""));
    }

    private Mounted root(String lowers) {
        String upper = volume("lxc-overlay/upper");
        return new Mounted("overlay", layout.root("web").toString(), "overlay", Set.of(), "lowerdir=" + lowers + ",upperdir=" + upper
                + ",workdir=" + volume("lxc-overlay/work") + ",index=off,metacopy=off,redirect_dir=off");
    }

    private List<Mounted> everything(Mounted root) {
        List<Mounted> all = new java.util.ArrayList<>(volumes());
        all.add(root);
        return all;
    }

    @Test
    void volumesAreMountedInOrderAndTheRootOverThem() throws Exception {
        preparation.prepare(Trail.web());

        assertEquals(everything(root(volume("root.squashfs"))), mounts.mounted());
        assertEquals(List.of(new Attached(file("root.squashfs"), true)), loops.attached());
        assertEquals(0, descriptors.openCount());
    }

    @Test
    void planSaysHowToLaunchAndItsConfigIsForOurEyesOnly() throws Exception {
        LaunchPlan plan = preparation.prepare(Trail.web()).orElseThrow();

        assertEquals(List.of("/dev/.keelson-init", "container=pv-app", "/sbin/init"), plan.argv());
        assertEquals(plan.configText(), Files.readString(layout.config("web")));
        assertTrue(plan.configText().contains("lxc.rootfs.path = dir:" + layout.root("web")), plan::configText);
        assertTrue(plan.configText().contains(layout.controlSocket("web").toString()), plan::configText);
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(layout.config("web")));
    }

    @Test
    void containerWithoutConfigIsOnlyMounted() throws Exception {
        Optional<LaunchPlan> plan = preparation.prepare(Trail.container(Optional.empty()));

        assertEquals(Optional.empty(), plan);
        assertEquals(volumes(), mounts.mounted());
    }

    @Test
    void filesOfTheRevisionLieOverTheRootsOwn() throws Exception {
        Path overlay = Files.createDirectories(layout.revision("7").resolve("_config/web"));

        preparation.prepare(Trail.web());

        assertEquals(everything(root(overlay + ":" + volume("root.squashfs"))), mounts.mounted());
    }

    @Test
    void cleaningUpLeavesNothingMounted() throws Exception {
        preparation.prepare(Trail.web());

        List<String> left = preparation.cleanUp("web");

        assertEquals(List.of(), left);
        assertEquals(List.of(), mounts.mounted());
        assertFalse(Files.exists(layout.config("web")));
    }

    @Test
    void cleaningUpTwiceIsHarmless() throws Exception {
        preparation.prepare(Trail.web());
        preparation.cleanUp("web");

        assertEquals(List.of(), preparation.cleanUp("web"));
    }

    @Test
    void mountsOfAnotherContainerStay() throws Exception {
        Mounted other = new Mounted("tmpfs", layout.volumes("webcam").toString(), "tmpfs", Set.of(), "");
        mounts.mount(other.source(), other.target(), other.type(), other.flags(), other.data());
        preparation.prepare(Trail.web());

        preparation.cleanUp("web");

        assertEquals(List.of(other), mounts.mounted());
    }

    @Test
    void preparingAgainBeginsWithACleanSlate() throws Exception {
        preparation.prepare(Trail.web());
        preparation.prepare(Trail.web());

        assertEquals(7, mounts.mounted().size());
        assertEquals("/dev/loop1", mounts.mounted().getFirst().source());
    }

    @Test
    void attemptThatFailedAtAnyMountCanBeRepeated() throws Exception {
        for (Mounted mounted : everything(root(volume("root.squashfs")))) {
            mounts.failNext(mounted.target(), Errno.EIO);
            ContainerPreparation.Failed failed =
                    assertThrows(ContainerPreparation.Failed.class, () -> preparation.prepare(Trail.web()));
            assertEquals("mount " + mounted.target() + ": EIO (input/output error)", failed.getMessage());

            preparation.prepare(Trail.web());
            assertEquals(7, mounts.mounted().size());
            preparation.cleanUp("web");
        }
    }

    @Test
    void busyMountIsDetachedAndNamed() throws Exception {
        preparation.prepare(Trail.web());
        mounts.failNext(volume("data"), Errno.EBUSY);

        List<String> left = preparation.cleanUp("web");

        assertEquals(List.of("unmount " + volume("data") + ": EBUSY (device or resource busy)"), left);
        assertEquals(List.of(), mounts.mounted());
    }

    @Test
    void whatIsLeftFromBeforeIsAReasonNotToStart() throws Exception {
        preparation.prepare(Trail.web());
        mounts.failNext(volume("data"), Errno.EBUSY);

        ContainerPreparation.Failed failed = assertThrows(ContainerPreparation.Failed.class, () -> preparation.prepare(Trail.web()));

        assertEquals("left from before: unmount " + volume("data") + ": EBUSY (device or resource busy)", failed.getMessage());
    }

    @Test
    void refusedConfigIsNamedWithAllItsProblems() throws Exception {
        trail.config("lxc.init.cmd = \"unterminated", "lxc.apparmor.profile = strict");

        ContainerPreparation.Failed failed = assertThrows(ContainerPreparation.Failed.class, () -> preparation.prepare(Trail.web()));

        assertTrue(failed.getMessage().startsWith("LXC config refused: "), failed::getMessage);
        assertTrue(failed.getMessage().contains("; "), failed::getMessage);
    }

    @Test
    void environmentOfRunJsonReachesTheConfig() throws Exception {
        Execution execution = new Execution(Map.of("MODE", "quiet mode"), false, Resources.UNLIMITED, List.of());

        LaunchPlan plan = preparation.prepare(Trail.container(CONFIG, Supervision.NONE, execution)).orElseThrow();

        assertTrue(plan.configText().contains("lxc.environment = MODE=quiet mode\n"), plan::configText);
    }

    @Test
    void containerIsNeverPreparedWithoutTheLimitItAsksFor() {
        Resources limit = new Resources(OptionalLong.of(1 << 20), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty(),
                OptionalInt.empty(), OptionalInt.empty());
        Execution execution = new Execution(Map.of(), false, limit, List.of());

        ContainerPreparation.Failed failed = assertThrows(ContainerPreparation.Failed.class,
                () -> preparation.prepare(Trail.container(CONFIG, Supervision.NONE, execution)));

        assertEquals("LXC config refused: resources.memory.max: this kernel has no memory.max", failed.getMessage());
    }

    @Test
    void missingConfigFileIsNamed() throws Exception {
        Files.delete(Path.of(file("lxc.container.conf")));

        ContainerPreparation.Failed failed = assertThrows(ContainerPreparation.Failed.class, () -> preparation.prepare(Trail.web()));

        assertEquals("NoSuchFileException: " + file("lxc.container.conf"), failed.getMessage());
    }

    @Test
    void lxcLogBeginsAnewAtEachStart() throws Exception {
        Path log = layout.logs("7", "web").resolve("lxc/lxc.log");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "of the last start");

        preparation.prepare(Trail.web());

        assertFalse(Files.exists(log));
    }

    @Test
    void foldersThatTheConfigAsksForAreMade() throws Exception {
        Path source = folder.resolve("made/for/a/mount");
        trail.config("lxc.mount.entry = " + source + " mnt none bind,origin=mkdir,create=dir 0 0");

        preparation.prepare(Trail.web());

        assertTrue(Files.isDirectory(source));
    }
}
