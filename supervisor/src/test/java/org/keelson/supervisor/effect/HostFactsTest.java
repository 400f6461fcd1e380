package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keelson.backend.lxc.config.CgroupLayout;
import org.keelson.backend.lxc.config.LxcVersion;

/** What the host tells by its files. */
class HostFactsTest {
    @TempDir
    private Path folder;

    @Test
    void cgroupLayoutIsToldByWhereTheControllersAre() throws IOException {
        assertEquals(CgroupLayout.LEGACY, HostFacts.cgroupLayout(folder));

        Files.createDirectory(folder.resolve("unified"));
        Files.createFile(folder.resolve("unified/cgroup.controllers"));
        assertEquals(CgroupLayout.HYBRID, HostFacts.cgroupLayout(folder));

        Files.createFile(folder.resolve("cgroup.controllers"));
        assertEquals(CgroupLayout.UNIFIED, HostFacts.cgroupLayout(folder));
    }

    @Test
    void liblxcStartsAtTheLaunchersGroupWhereverPidOneHasNotSteppedAside() {
        assertFalse(HostFacts.relative(true, CgroupLayout.UNIFIED));
        assertFalse(HostFacts.relative(false, CgroupLayout.UNIFIED));
        assertTrue(HostFacts.relative(false, CgroupLayout.HYBRID));
        assertTrue(HostFacts.relative(false, CgroupLayout.LEGACY));
    }

    @ParameterizedTest
    @CsvSource({"liblxc.so.1.7.0,5", "liblxc.so.1.8.0,6", "liblxc.so.1.9.0,7", "'',6"})
    void versionOfLxcIsToldByTheNameOfItsLibrary(String file, int major) {
        assertEquals(new LxcVersion(major, 0, 0), HostFacts.version(file));
    }
}
