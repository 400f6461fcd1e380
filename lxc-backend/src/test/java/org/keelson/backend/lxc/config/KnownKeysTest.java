package org.keelson.backend.lxc.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownKeysTest {

    private static final LxcVersion SIX = new LxcVersion(6, 0, 4);
    private static final LxcVersion SEVEN = new LxcVersion(7, 0, 0);

    @Test
    void tablesAreSortedForBinarySearch() {
        for (String[] table : KnownKeys.tables()) {
            String[] sorted = table.clone();
            Arrays.sort(sorted);
            assertArrayEquals(sorted, table);
        }
    }

    @Test
    void documentedKeysAreAccepted() {
        for (String key : List.of("lxc.uts.name", "lxc.net.0.type", "lxc.net.12.veth.vlan.tagged.id", "lxc.hook.mount",
                "lxc.cgroup2.memory.max", "lxc.prlimit.nofile", "lxc.proc.oom_score_adj",
                "lxc.sysctl.net.ipv4.ip_forward", "lxc.namespace.share.net", "lxc.seccomp.profile", "lxc.idmap",
                "lxc.tty.max")) {
            assertTrue(KnownKeys.accepts(key, "x", SIX) && KnownKeys.accepts(key, "x", SEVEN), key);
        }
    }

    @Test
    void unknownKeysAreNotAccepted() {
        for (String key : List.of("lxc.tty.min", "lxc.utsname", "lxc.network.type", "lxc.rootfs", "lxc.",
                "lxc.rootfs.bdev_type", "lxc.net.x.type", "lxc.net.0.colour", "lxc.net.0", "lxc.net", "lxc.net.0x.type",
                "lxc.hook", "lxc.hook.boot", "lxc.proc", "lxc.proc.", "lxc.namespace.share.",
                "lxc.namespace.share.Net")) {
            assertFalse(KnownKeys.accepts(key, "x", SIX) || KnownKeys.accepts(key, "x", SEVEN), key);
        }
    }

    @Test
    void aWholeListIsClearedByAnEmptyValueOnly() {
        for (String key : List.of("lxc.net", "lxc.net.0", "lxc.hook", "lxc.prlimit", "lxc.proc", "lxc.cgroup2")) {
            assertTrue(KnownKeys.accepts(key, "", SIX), key);
            assertFalse(KnownKeys.accepts(key, "x", SIX), key);
        }
    }

    @Test
    void releasesDifferInThreeKeys() {
        assertTrue(KnownKeys.accepts("lxc.cgroup.memory.limit_in_bytes", "1M", SIX));
        assertFalse(KnownKeys.accepts("lxc.cgroup.memory.limit_in_bytes", "1M", SEVEN));
        assertFalse(KnownKeys.accepts("lxc.environment.runtime", "A=b", SIX));
        assertTrue(KnownKeys.accepts("lxc.environment.hooks", "A=b", SEVEN));
    }

    @Test
    void versionsAreReadAsLiblxcReportsThem() {
        assertEquals(Optional.of(SIX), LxcVersion.parse("6.0.4"));
        assertEquals(Optional.of(SEVEN), LxcVersion.parse("7.0.0-devel"));
        assertEquals(Optional.of(new LxcVersion(5, 1, 0)), LxcVersion.parse("5.1"));
        for (String bad : List.of("", "6", "6.", "x.1", "6.x", "99999.1.1")) {
            assertEquals(Optional.empty(), LxcVersion.parse(bad), bad);
        }
    }
}
