package org.keelson.config.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keelson.config.Problem;

/**
 * The settings of the daemon; made once at boot, immutable.
 *
 * <p>There are always settings: a bad value is a problem, and the value of the next lower source, in the end the
 * default, stays in force, because a device must boot with a typing error on its kernel command line.
 *
 * @param initMode what the supervisor is to the machine ({@code PV_SYSTEM_INIT_MODE}, embedded)
 * @param storageDevice the device of the storage ({@code PV_STORAGE_DEVICE}, none)
 * @param storageFileSystem its type for {@code mount(2)} ({@code PV_STORAGE_FSTYPE}, ext4)
 * @param storageMountPoint where it is mounted ({@code PV_STORAGE_MNTPOINT}, {@code /storage})
 * @param storageWait how long to wait for the device to appear ({@code PV_STORAGE_WAIT}, 30 s)
 * @param runDirectory the directory of sockets and runtime files ({@code PV_SYSTEM_RUNDIR},
 *     {@code /run/pantavisor/pv})
 * @param revision the revision to boot ({@code pv_rev}, {@code 0})
 * @param tryRevision the revision that is being tried, if any ({@code pv_try})
 * @param logMaxBytes the greatest size of one log file in bytes ({@code PV_LOG_MAXSIZE}, 2 MiB)
 * @param logLevel how much the supervisor logs ({@code PV_LOG_LEVEL}, INFO)
 * @param lxcLogLevel how much LXC logs, 0 (all) to 8 (fatal) as in lxc.container.conf(5) ({@code PV_LXC_LOG_LEVEL}, 2)
 * @param stopGrace how long a container may take to stop before it is killed ({@code PV_SYSTEM_STOP_GRACE}, 5 s)
 * @param signaturesRequired whether some source wants nothing to run that is not signed ({@code PV_SECUREBOOT_MODE}); an unknown mode does
 * @param problems what was ignored, and why
 */
public record Settings(
        InitMode initMode,
        Optional<DeviceSpec> storageDevice,
        String storageFileSystem,
        String storageMountPoint,
        Duration storageWait,
        String runDirectory,
        String revision,
        Optional<String> tryRevision,
        long logMaxBytes,
        LogLevel logLevel,
        int lxcLogLevel,
        Duration stopGrace,
        boolean signaturesRequired,
        List<Problem> problems) {
    /** Checks that every part is there and copies the list. */
    public Settings {
        Objects.requireNonNull(initMode, "initMode is null");
        Objects.requireNonNull(storageDevice, "storageDevice is null");
        Objects.requireNonNull(storageFileSystem, "storageFileSystem is null");
        Objects.requireNonNull(storageMountPoint, "storageMountPoint is null");
        Objects.requireNonNull(storageWait, "storageWait is null");
        Objects.requireNonNull(runDirectory, "runDirectory is null");
        Objects.requireNonNull(revision, "revision is null");
        Objects.requireNonNull(tryRevision, "tryRevision is null");
        Objects.requireNonNull(logLevel, "logLevel is null");
        Objects.requireNonNull(stopGrace, "stopGrace is null");
        problems = List.copyOf(problems);
    }

    /**
     * Puts the layers together; for each key the highest source with a good value wins.
     *
     * @param layers the layers in any order; of two of the same source the later one wins
     * @return the settings
     */
    public static Settings load(List<Layer> layers) {
        return new SettingsReader(layers).read();
    }

    /**
     * Reads a configuration file of {@code KEY=value} lines; a value may stand in quotes, a line that begins with
     * {@code #} is a comment, and old spellings of the keys ({@code storage.device}) are accepted.
     *
     * @param text the text of the file
     * @return its layer, with a problem for every line that is none
     */
    public static Layer parseFile(String text) {
        return LayerReader.file(text);
    }

    /**
     * Reads the kernel command line: {@code pv_log_level=4} and {@code PV_LOG_LEVEL=4} are settings, {@code pv_rev} and
     * {@code pv_try} become {@code REV} and {@code TRY}, and other words are somebody else's.
     *
     * @param procCmdline the text of {@code /proc/cmdline}
     * @return its layer
     */
    public static Layer parseCommandLine(String procCmdline) {
        return LayerReader.commandLine(procCmdline);
    }

    /**
     * Picks the settings from the environment, where the kernel also puts {@code name=value} words of its command line.
     *
     * @param environment the whole environment
     * @return its layer
     */
    public static Layer parseEnvironment(Map<String, String> environment) {
        return LayerReader.environment(environment);
    }
}
