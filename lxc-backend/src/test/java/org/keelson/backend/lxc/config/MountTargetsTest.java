package org.keelson.backend.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MountTargetsTest {

    private static final String TEXT = """
            lxc.uts.name = box
            lxc.mount.entry = /a  var/run/a none bind
            lxc.mount.entry =
            lxc.mount.entry = /b dev/b none bind 0 0
            """;

    @Test
    void onlyChangedEntriesAreRewritten() {
        String resolved = MountTargets.rewrite(TEXT, entry -> entry.target().startsWith("var/run/")
                ? entry.withTarget(entry.target().substring(4)) : entry);

        assertEquals(TEXT.replace("/a  var/run/a none bind", "/a run/a none bind 0 0")
                .replace("entry =\n", "entry = \n"), resolved);
    }

    @Test
    void anEntryThatNoLineCanHoldIsRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> MountTargets.rewrite(TEXT, entry -> entry.withTarget("a\rb")));
    }
}
