package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.config.settings.InitMode;
import org.keelson.config.settings.LogLevel;
import org.keelson.config.settings.Settings;

/** Where settings come from. */
class SettingsLoaderTest {
    @TempDir
    private Path folder;

    private Path file;
    private Path commandLine;

    @BeforeEach
    void nameFiles() {
        file = folder.resolve("pantavisor.config");
        commandLine = folder.resolve("cmdline");
    }

    private Settings load(Map<String, String> environment) throws IOException {
        return SettingsLoader.load(file, commandLine, environment);
    }

    @Test
    void commandLineIsAboveTheFileAndTheEnvironmentAboveBoth() throws IOException {
        Files.writeString(file, "PV_LOG_LEVEL=1\nPV_STORAGE_FSTYPE=f2fs\nPV_STORAGE_MNTPOINT=/s\n");
        Files.writeString(commandLine, "quiet pv_log_level=2 pv_storage_fstype=btrfs pv_rev=7\n");

        Settings settings = load(Map.of("PV_LOG_LEVEL", "4", "HOME", "/"));

        assertEquals(LogLevel.DEBUG, settings.logLevel());
        assertEquals("btrfs", settings.storageFileSystem());
        assertEquals("/s", settings.storageMountPoint());
        assertEquals("7", settings.revision());
    }

    @Test
    void deviceWithoutAFileHasItsDefaults() throws IOException {
        Files.writeString(commandLine, "console=ttyS0\n");

        assertEquals(Settings.load(java.util.List.of()), load(Map.of()));
    }

    @Test
    void appengineDoesNotAskTheHostsCommandLine() throws IOException {
        Files.writeString(file, "PV_SYSTEM_INIT_MODE=appengine\n");
        Files.writeString(commandLine, "pv_rev=7 pv_log_level=0\n");

        Settings settings = load(Map.of());

        assertEquals(InitMode.APPENGINE, settings.initMode());
        assertEquals("0", settings.revision());
        assertEquals(LogLevel.INFO, settings.logLevel());
    }

    @Test
    void appengineMayBeToldByTheEnvironment() throws IOException {
        Files.writeString(commandLine, "pv_rev=7\n");

        assertEquals("0", load(Map.of("PV_SYSTEM_INIT_MODE", "appengine")).revision());
    }
}
