package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.backend.RootFileSystem;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.mount.Mounts.Flag;
import org.keelson.linux.testing.FakeDescriptors;
import org.keelson.linux.testing.FakeLoopDevices;
import org.keelson.linux.testing.FakeLoopDevices.Attached;
import org.keelson.linux.testing.FakeMounts;
import org.keelson.linux.testing.FakeMounts.Mounted;

/** How each kind of root is mounted. */
class RootMountTest {
    @TempDir
    private Path folder;

    private final FakeDescriptors descriptors = new FakeDescriptors();
    private final FakeMounts mounts = new FakeMounts();
    private final FakeLoopDevices loops = new FakeLoopDevices(descriptors);
    private Path target;
    private RootMount roots;

    @BeforeEach
    void listFileSystems() throws IOException {
        target = folder.resolve("root");
        Path fileSystems = Files.writeString(folder.resolve("filesystems"), "nodev\tsysfs\nnodev\ttmpfs\n\text4\n\tsquashfs\n");
        roots = new RootMount(mounts, loops, fileSystems);
    }

    private Mounted mounted(String source, String type, Set<Flag> flags, String data) {
        return new Mounted(source, target.toString(), type, flags, data);
    }

    @Test
    void directoryIsBoundWithAllBelowIt() throws IOException {
        roots.mount(new RootFileSystem.Directory(Path.of("/volumes/web/root"), List.of("rw")), target);

        assertEquals(List.of(mounted("/volumes/web/root", "", Set.of(Flag.BIND, Flag.RECURSIVE), "")), mounts.mounted());
        assertTrue(Files.isDirectory(target));
    }

    @Test
    void optionsOfADirectoryFollowInARemount() throws IOException {
        roots.mount(new RootFileSystem.Directory(Path.of("/volumes/web/root"), List.of("ro", "nodev")), target);

        assertEquals(List.of(
                mounted("/volumes/web/root", "", Set.of(Flag.BIND, Flag.RECURSIVE), ""),
                mounted("none", "", Set.of(Flag.BIND, Flag.REMOUNT, Flag.READ_ONLY, Flag.NO_DEVICES), "")), mounts.mounted());
    }

    @Test
    void overlayGetsItsUpperFoldersAndKeepsThemUsableOverUpdates() throws IOException {
        Path upper = folder.resolve("overlay/upper");

        roots.mount(RootFileSystem.Overlay.of(List.of(Path.of("/v/config"), Path.of("/v/root")), upper, List.of()), target);

        assertEquals(List.of(mounted("overlay", "overlay", Set.of(), "lowerdir=/v/config:/v/root,upperdir=" + upper
                + ",workdir=" + folder.resolve("overlay/work") + ",index=off,metacopy=off,redirect_dir=off")), mounts.mounted());
        assertTrue(Files.isDirectory(upper) && Files.isDirectory(folder.resolve("overlay/work")));
    }

    @Test
    void authorsOwnOverlayOptionsComeBeforeOurs() throws IOException {
        Path upper = folder.resolve("overlay/upper");

        roots.mount(RootFileSystem.Overlay.of(List.of(Path.of("/v/root")), upper, List.of("ro", "metacopy=on", "xino=off", "nosuid")),
                target);

        assertEquals(List.of(mounted("overlay", "overlay", Set.of(Flag.READ_ONLY, Flag.NO_SUID), "lowerdir=/v/root,upperdir=" + upper
                + ",workdir=" + folder.resolve("overlay/work") + ",index=off,redirect_dir=off,metacopy=on,xino=off")), mounts.mounted());
    }

    @Test
    void separatorsInPathsOfAnOverlayAreProtected() throws IOException {
        Path upper = folder.resolve("a,b:c\\d/upper");

        roots.mount(RootFileSystem.Overlay.of(List.of(Path.of("/v/x,y:z\\w")), upper, List.of()), target);

        assertEquals("lowerdir=/v/x\\,y\\:z\\\\w,upperdir=" + folder + "/a\\,b:c\\\\d/upper,workdir=" + folder
                + "/a\\,b:c\\\\d/work,index=off,metacopy=off,redirect_dir=off", mounts.mounted().getFirst().data());
    }

    @Test
    void imageIsMountedThroughALoopDeviceThatIsLetGo() throws IOException {
        roots.mount(new RootFileSystem.Image(Path.of("/s/root.ext4"), "ext4", List.of("nodev", "commit=30")), target);

        assertEquals(List.of(new Attached("/s/root.ext4", false)), loops.attached());
        assertEquals(List.of(mounted("/dev/loop0", "ext4", Set.of(Flag.NO_DEVICES), "commit=30")), mounts.mounted());
        assertEquals(0, descriptors.openCount());
    }

    @Test
    void squashfsIsReadOnlyWithoutBeingAsked() throws IOException {
        roots.mount(new RootFileSystem.Image(Path.of("/s/root.squashfs"), "squashfs", List.of()), target);

        assertEquals(List.of(new Attached("/s/root.squashfs", true)), loops.attached());
        assertEquals(List.of(mounted("/dev/loop0", "squashfs", Set.of(Flag.READ_ONLY), "")), mounts.mounted());
    }

    @Test
    void loopDeviceIsLetGoWhenItsMountFails() {
        mounts.failNext(target.toString(), Errno.EINVAL);

        assertThrows(LinuxException.class, () -> roots.mountImage(Path.of("/s/a.squashfs"), target, "squashfs", true));

        assertEquals(0, descriptors.openCount());
        assertEquals(List.of(), mounts.mounted());
    }

    @Test
    void blockDeviceIsMountedAsItIs() throws IOException {
        roots.mount(new RootFileSystem.BlockDevice(Path.of("/dev/vda3"), "ext4", List.of("ro")), target);

        assertEquals(List.of(mounted("/dev/vda3", "ext4", Set.of(Flag.READ_ONLY), "")), mounts.mounted());
    }

    @Test
    void unknownTypeIsFoundByTryingThoseTheKernelHas() throws IOException {
        mounts.failNext(target.toString(), Errno.EINVAL);

        roots.mount(new RootFileSystem.BlockDevice(Path.of("/dev/vda3"), RootFileSystem.ANY_TYPE, List.of()), target);

        assertEquals(List.of(mounted("/dev/vda3", "squashfs", Set.of(), "")), mounts.mounted());
    }

    @Test
    void lastReasonIsGivenWhenNoTypeFits() throws IOException {
        Path one = Files.writeString(folder.resolve("filesystems"), "\text4\n");
        mounts.failNext(target.toString(), Errno.EINVAL);
        RootMount only = new RootMount(mounts, loops, one);

        LinuxException e = assertThrows(LinuxException.class,
                () -> only.mount(new RootFileSystem.BlockDevice(Path.of("/dev/vda3"), RootFileSystem.ANY_TYPE, List.of()), target));

        assertTrue(e.is(Errno.EINVAL));
    }
}
