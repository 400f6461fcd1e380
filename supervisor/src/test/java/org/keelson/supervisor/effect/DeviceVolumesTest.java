package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.config.state.Persistence;
import org.keelson.config.state.Storage;
import org.keelson.linux.Errno;
import org.keelson.linux.mount.Mounts.Flag;
import org.keelson.linux.testing.FakeMounts;
import org.keelson.linux.testing.FakeMounts.Mounted;

/** What the device itself keeps in volumes is there before any container, where Pantavisor has it. */
class DeviceVolumesTest {
    private static final List<Storage> VOLUMES = List.of(
            new Storage("pv--usrmeta", Persistence.PERMANENT, Optional.empty()),
            new Storage("pv--devmeta", Persistence.REVISION, Optional.empty()),
            new Storage("pv--firmware", Persistence.BOOT, Optional.empty()));

    @TempDir
    private Path folder;

    private final FakeMounts mounts = new FakeMounts();
    private DeviceVolumes volumes;

    @BeforeEach
    void makeLayout() {
        volumes = new DeviceVolumes(
                new Layout(folder.resolve("storage"), folder.resolve("run"), folder.resolve("own"), folder.resolve("volumes")), mounts);
    }

    private String target(String name) {
        return folder + "/volumes/bsp/" + name;
    }

    private List<Mounted> all() {
        return List.of(
                new Mounted(folder + "/storage/disks/perm/bsp/pv--usrmeta", target("pv--usrmeta"), "", Set.of(Flag.BIND), ""),
                new Mounted(folder + "/storage/disks/rev/locals/a/bsp/pv--devmeta", target("pv--devmeta"), "", Set.of(Flag.BIND), ""),
                new Mounted("tmpfs", target("pv--firmware"), "tmpfs", Set.of(Flag.NO_DEVICES, Flag.NO_SUID), "mode=755"));
    }

    @Test
    void volumesAreMountedInOrderAndTheirFoldersMade() throws Exception {
        volumes.mount("locals/a", VOLUMES);

        assertEquals(all(), mounts.mounted());
        for (Mounted mounted : all()) {
            assertTrue(mounted.source().equals("tmpfs") || Files.isDirectory(Path.of(mounted.source())), mounted::source);
            assertTrue(Files.isDirectory(Path.of(mounted.target())), mounted::target);
        }
    }

    @Test
    void mountThatFailsSaysWhichVolumeAndWhyAndCanBeRepeated() throws Exception {
        for (Mounted mounted : all()) {
            mounts.failNext(mounted.target(), Errno.EIO);
            IOException failed = assertThrows(IOException.class, () -> volumes.mount("locals/a", VOLUMES));
            String name = Path.of(mounted.target()).getFileName().toString();
            assertEquals("volume " + name + ": mount " + mounted.target() + ": EIO (input/output error)", failed.getMessage());
        }

        volumes.mount("locals/a", VOLUMES);

        assertEquals(all(), mounts.mounted());
    }

    @Test
    void folderThatCannotBeMadeSaysWhichVolumeAndWhy() throws Exception {
        Files.createDirectories(folder.resolve("storage/disks/perm"));
        Files.writeString(folder.resolve("storage/disks/perm/bsp"), "");

        IOException failed = assertThrows(IOException.class, () -> volumes.mount("locals/a", VOLUMES));

        assertEquals("volume pv--usrmeta: FileSystemException: " + folder + "/storage/disks/perm/bsp/pv--usrmeta: Not a directory",
                failed.getMessage());
    }

    @Test
    void unmountLeavesTheVolumesOfContainers() throws Exception {
        Mounted other = new Mounted("x", folder + "/volumes/bsp2/x", "ext4", Set.of(), "");
        mounts.mount(other.source(), other.target(), other.type(), other.flags(), other.data());
        volumes.mount("locals/a", VOLUMES);

        List<String> left = volumes.unmount();

        assertEquals(List.of(), left);
        assertEquals(List.of(other), mounts.mounted());
    }

    @Test
    void busyVolumeIsDetachedAndNamed() throws Exception {
        volumes.mount("locals/a", VOLUMES);
        mounts.failNext(target("pv--devmeta"), Errno.EBUSY);

        assertEquals(List.of("unmount " + target("pv--devmeta") + ": EBUSY (device or resource busy)"), volumes.unmount());
        assertEquals(List.of(), mounts.mounted());
    }

    @Test
    void whatIsLeftFromBeforeIsAReasonNotToMount() throws Exception {
        volumes.mount("locals/a", VOLUMES);
        mounts.failNext(target("pv--devmeta"), Errno.EBUSY);

        IOException failed = assertThrows(IOException.class, () -> volumes.mount("locals/a", VOLUMES));

        assertEquals("left from before: unmount " + target("pv--devmeta") + ": EBUSY (device or resource busy)", failed.getMessage());
    }
}
