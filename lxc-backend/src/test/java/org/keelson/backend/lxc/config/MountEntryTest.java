package org.keelson.backend.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MountEntryTest {

    @Test
    void missingNumbersAreFilledIn() {
        MountEntry entry = MountEntry.parse("/dev/x\tdev/x  none bind,create=file").orElseThrow();

        assertEquals(MountEntry.bind("/dev/x", "dev/x", "create=file"), entry);
        assertEquals("/dev/x dev/x none bind,create=file 0 0", entry.format());
    }

    @Test
    void blanksInPathsAreOctal() {
        assertEquals("/a\\040b\\134 c\\011d none bind 0 0", MountEntry.bind("/a b\\", "c\td").format());
    }

    @Test
    void octalEscapesAreReadLikeGetmntent() {
        MountEntry entry = MountEntry.parse("/a\\040b\\\\\\012 c\\134040 none bind").orElseThrow();

        assertEquals(MountEntry.bind("/a b\\\n", "c\\040"), entry);
    }

    @Test
    void commentsAndShortLinesAreNoEntries() {
        assertEquals(Optional.empty(), MountEntry.parse("#a b none bind"));
        assertEquals(Optional.empty(), MountEntry.parse("a b none"));
        assertEquals(Optional.empty(), MountEntry.parse(""));
    }

    @Test
    void optionsAreFoundByName() {
        MountEntry entry = new MountEntry("o", "x", "overlay", List.of("lowerdir=/l", "upperdir=/u", "workdir="));

        assertEquals(Optional.of("/u"), entry.option("upperdir"));
        assertEquals(Optional.empty(), entry.option("workdir"));
        assertEquals(Optional.empty(), entry.option("upper"));
    }

    @Test
    void anyEntrySurvivesWritingAndReading() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            MountEntry entry = new MountEntry("/" + RandomText.of(random, "a \t\n\\04#", 8),
                    "x" + RandomText.of(random, "a \t\n\\01#", 8), "none", List.of("bind", "x=" + i));

            assertEquals(Optional.of(entry), MountEntry.parse(entry.format()));
            assertTrue(new Setting("lxc.mount.entry", entry.format()).writable());
        }
    }
}
