package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading {@code /proc/self/mountinfo}. */
class MountTableTest {
    private static final String TABLE = """
            22 1 0:2 / / rw - rootfs rootfs rw
            25 22 0:21 / / rw,relatime - tmpfs tmpfs rw
            26 25 0:5 / /volumes rw,nosuid shared:3 - tmpfs tmpfs rw
            27 26 7:0 / /volumes/web/root.squashfs ro - squashfs /dev/loop0 ro
            28 27 0:30 / /volumes/web/root.squashfs/over rw - tmpfs tmpfs rw
            29 26 8:2 /x /volumes/web\\040site rw - ext4 /dev/vda2 rw
            30 26 8:2 /x /volumes/web\\134back\\011tab\\012line rw - ext4 /dev/vda2 rw
            31 26 8:2 /x /volumes/webcam rw - ext4 /dev/vda2 rw
            32 25 8:3 / /mnt/not\\000a\\000path rw - ext4 /dev/vda3 rw
            """;

    @Test
    void mountPointsBelowAFolderComeLatestFirst() {
        assertEquals(List.of(Path.of("/volumes/web/root.squashfs/over"), Path.of("/volumes/web/root.squashfs")),
                MountTable.below(Path.of("/volumes/web"), TABLE));
    }

    @Test
    void mountPointItselfIsTheLast() {
        assertEquals(Path.of("/volumes"), MountTable.below(Path.of("/volumes"), TABLE).getLast());
        assertEquals(6, MountTable.below(Path.of("/volumes"), TABLE).size());
    }

    @Test
    void octalDigitsAreCharacters() {
        assertEquals(List.of(Path.of("/volumes/web site")), MountTable.below(Path.of("/volumes/web site"), TABLE));
        assertEquals(List.of(Path.of("/volumes/web\\back\ttab\nline")), MountTable.below(Path.of("/volumes/web\\back\ttab\nline"), TABLE));
    }

    @Test
    void nothingIsBelowAFolderWithoutMounts() {
        assertEquals(List.of(), MountTable.below(Path.of("/storage"), TABLE));
        assertEquals(List.of(), MountTable.below(Path.of("/storage"), ""));
    }

    @Test
    void typeOfTheRootIsTheTopmostOnes() {
        assertEquals("tmpfs", MountTable.rootType(TABLE));
        assertEquals("rootfs", MountTable.rootType(TABLE.lines().findFirst().orElseThrow()));
        assertEquals("", MountTable.rootType("garbage\n1 2 3 4 /\n"));
    }
}
