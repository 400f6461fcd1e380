package org.keelson.backend.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keelson.backend.RootFileSystem;
import org.keelson.backend.RootFileSystem.BlockDevice;
import org.keelson.backend.RootFileSystem.Directory;
import org.keelson.backend.RootFileSystem.Image;
import org.keelson.backend.RootFileSystem.Overlay;
import org.keelson.backend.lxc.config.RootFileSystemSpec.Result;

class RootFileSystemSpecTest {

    private record Row(String path, String options, RootFileSystem expected) {
    }

    private static final List<Row> ROWS = List.of(
            new Row("/srv/root", "", new Directory(Path.of("/srv/root"), List.of())),
            new Row("dir:/srv/root/", "ro,,nodev", new Directory(Path.of("/srv/root"), List.of("ro", "nodev"))),
            new Row("/volumes/app/root.squashfs", "", new Directory(Path.of("/volumes/app/root.squashfs"), List.of())),
            new Row("loop:/x/root.squashfs", "", new Image(Path.of("/x/root.squashfs"), "squashfs", List.of())),
            new Row("loop:/x/disk.img", "ro", new Image(Path.of("/x/disk.img"), "auto", List.of("ro"))),
            new Row("squashfs:/x/y", "", new Image(Path.of("/x/y"), "squashfs", List.of())),
            new Row("ext4:/dev/sda3", "", new BlockDevice(Path.of("/dev/sda3"), "ext4", List.of())),
            new Row("/dev/mmcblk0p3", "", new BlockDevice(Path.of("/dev/mmcblk0p3"), "auto", List.of())),
            new Row("overlay:/l:/d/upper", "metacopy=off",
                    overlay("/d/upper", "/d/work", List.of("metacopy=off"), "/l")),
            new Row("overlayfs:/a:/b:/c/u", "", overlay("/c/u", "/c/work", List.of(), "/a", "/b")),
            new Row("overlay:/a\\:b:/c/u", "", overlay("/c/u", "/c/work", List.of(), "/a:b")));

    private static final List<String> UNUSABLE = List.of("", "relative", "dir:relative", "overlay:/only", "overlay:",
            "overlay:/l:upper", "overlay:l:/u/x", "overlay:/l::/u/x", "overlay:/l:/", "overlay::/u/x", "zfs:pool/x",
            "nbd:/x", "/a:/b", "loop:x");

    @Test
    void rootsAreReadAsLxcWouldMountThem() {
        for (Row row : ROWS) {
            assertEquals(new Result.Found(row.expected()), RootFileSystemSpec.parse(row.path(), row.options()));
        }
    }

    @Test
    void whatCannotBeMountedIsUnusable() {
        for (String path : UNUSABLE) {
            assertInstanceOf(Result.Unusable.class, RootFileSystemSpec.parse(path, ""), path);
        }
    }

    @Test
    void optionsOfMountEntriesAreNoOptionsOfARoot() {
        for (String option : List.of("optional", "relative", "create=dir", "upperdir=/x", "lowerdir=/x", "workdir=/")) {
            assertInstanceOf(Result.Unusable.class, RootFileSystemSpec.parse("/x", "ro," + option), option);
        }
    }

    @Test
    void anyTextIsFoundOrUnusable() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String prefix = List.of("overlay:", "dir:", "loop:", "/dev", "").get(random.nextInt(5));

            RootFileSystemSpec.parse(prefix + RandomText.of(random, "/:\\a.\0 ", 12), RandomText.of(random, "ro,=", 6));
        }
    }

    private static Overlay overlay(String upper, String work, List<String> options, String... lowers) {
        return new Overlay(Stream.of(lowers).map(Path::of).toList(), Path.of(upper), Path.of(work), options);
    }
}
