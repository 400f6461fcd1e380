package org.keelson.config.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keelson.config.Problem;

final class SettingsTest {
    @Test
    void withoutLayersTheDefaultsHold() {
        assertEquals(
                new Settings(InitMode.EMBEDDED, Optional.empty(), "ext4", "/storage", Duration.ofSeconds(30),
                        "/run/pantavisor/pv", "0", Optional.empty(), 2097152, LogLevel.INFO, 2, Duration.ofSeconds(5),
                        false, List.of()),
                Settings.load(List.of()));
    }

    @Test
    void everySettingIsReadFromItsKey() {
        Settings settings = Settings.load(List.of(
                Settings.parseFile("""
                        # a device
                        PV_SYSTEM_INIT_MODE=appengine
                        PV_STORAGE_DEVICE="LABEL=my root"
                          PV_STORAGE_FSTYPE = btrfs
                        PV_STORAGE_MNTPOINT='/mnt/store/'
                        storage.wait=10min
                        PV_SYSTEM_RUNDIR=/run/pv
                        PV_LOG_MAXSIZE=64KB

                        log.level=5
                        PV_LXC_LOG_LEVEL=8
                        PV_SYSTEM_STOP_GRACE=1h
                        """),
                Settings.parseCommandLine("console=ttyS0 pv_rev=locals/a pv_try=12 quiet\n")));

        assertEquals(
                new Settings(InitMode.APPENGINE, Optional.of(new DeviceSpec.Label("my root")), "btrfs", "/mnt/store",
                        Duration.ofMinutes(10), "/run/pv", "locals/a", Optional.of("12"), 65536, LogLevel.TRACE, 8,
                        Duration.ofHours(1), false, List.of()),
                settings);
    }

    @Test
    void theHigherSourceWinsInWhateverOrderTheLayersCome() {
        Layer file = layer(Source.FILE, "1");
        Layer arguments = layer(Source.ARGUMENTS, "2");
        Layer commandLine = layer(Source.COMMAND_LINE, "4");
        Layer environment = layer(Source.ENVIRONMENT, "5");

        assertEquals(LogLevel.TRACE, Settings.load(List.of(environment, file, commandLine, arguments)).logLevel());
        assertEquals(LogLevel.DEBUG, Settings.load(List.of(commandLine, file, arguments)).logLevel());
        assertEquals(LogLevel.ERROR, Settings.load(List.of(file, arguments)).logLevel());
        assertEquals(LogLevel.WARN, Settings.load(List.of(arguments, layer(Source.DEFAULT, "0"))).logLevel());
    }

    @Test
    void ofTwoLayersOfOneSourceTheLaterWins() {
        assertEquals(LogLevel.FATAL,
                Settings.load(List.of(layer(Source.FILE, "1"), layer(Source.FILE, "0"))).logLevel());
    }

    @Test
    void aBadValueIsAProblemAndTheNextLowerSourceHolds() {
        Settings settings = Settings.load(List.of(layer(Source.ENVIRONMENT, "loud"), layer(Source.FILE, "1")));

        assertEquals(LogLevel.ERROR, settings.logLevel());
        assertEquals(
                List.of(new Problem("ENVIRONMENT:PV_LOG_LEVEL",
                        "found \"loud\", expected a number from 0 to 5, ignored")),
                settings.problems());
    }

    @Test
    void badValuesLeaveTheDefaults() {
        Settings settings = Settings.load(List.of(Settings.parseFile("""
                PV_SYSTEM_INIT_MODE=standalone
                PV_STORAGE_DEVICE=sda1
                PV_STORAGE_FSTYPE=ext4,ro
                PV_STORAGE_MNTPOINT=storage
                PV_STORAGE_WAIT=5m
                PV_SYSTEM_RUNDIR=/run/../x
                PV_LOG_MAXSIZE=1X
                PV_LOG_LEVEL=6
                PV_LXC_LOG_LEVEL=-1
                PV_SYSTEM_STOP_GRACE=
                """), Settings.parseCommandLine("pv_rev=../x pv_try=a/b")));

        assertEquals(12, settings.problems().size());
        assertEquals(Settings.load(List.of()), new Settings(settings.initMode(), settings.storageDevice(),
                settings.storageFileSystem(), settings.storageMountPoint(), settings.storageWait(),
                settings.runDirectory(), settings.revision(), settings.tryRevision(), settings.logMaxBytes(),
                settings.logLevel(), settings.lxcLogLevel(), settings.stopGrace(), false, List.of()));
    }

    @Test
    void noSourceTakesBackThatSignaturesAreRequired() {
        assertFalse(mode("lenient", "audit").signaturesRequired());
        assertTrue(mode("strict", "disabled").signaturesRequired());
        assertTrue(mode("disabled", "strict").signaturesRequired());
        assertTrue(mode("stict", "disabled").signaturesRequired());
    }

    private static Settings mode(String file, String commandLine) {
        return Settings.load(List.of(Settings.parseFile("PV_SECUREBOOT_MODE=" + file),
                Settings.parseCommandLine("pv_secureboot_mode=" + commandLine)));
    }

    @Test
    void keysWithoutEffectAreReported() {
        Settings settings = Settings.load(List.of(Settings.parseFile("""
                PV_SECUREBOOT_CHECKSUM=1
                creds.host=x
                sysctl.kernel.panic=1
                PV_STORAGE_DEVISE=/dev/sda
                no setting
                PV_LOG_LEVEL="4
                """)));

        assertEquals(
                List.of(new Problem("FILE:line 5", "found \"no setting\", expected KEY=value, ignored"),
                        new Problem("FILE:line 6",
                                "found a quote that is not closed in the value of PV_LOG_LEVEL, ignored"),
                        new Problem("FILE:PV_SECUREBOOT_CHECKSUM", "not supported yet, has no effect"),
                        new Problem("FILE:PH_CREDS_HOST", "not supported yet, has no effect"),
                        new Problem("FILE:PV_SYSCTL_KERNEL_PANIC", "not supported yet, has no effect"),
                        new Problem("FILE:PV_STORAGE_DEVISE", "unknown key, ignored")),
                settings.problems());
    }

    @Test
    void theKernelCommandLineIsSplitAsTheKernelDoes() {
        String line = "root=/dev/ram \"pv_a=b c\" pv_d=\"e f\" pv_g=h\"i j\"k\tpv_quickboot pv_storage.device=/dev/x"
                + " PV_L=m=n pv_PV_O=p ph_creds.host=q pv_empty= pv_rev=3 pv_try= x.pv_y=z pv_last=\"a b\n";

        assertEquals(
                Map.ofEntries(Map.entry("PV_A", "b c"), Map.entry("PV_D", "e f"), Map.entry("PV_G", "h\"i j\"k"),
                        Map.entry("PV_STORAGE_DEVICE", "/dev/x"), Map.entry("PV_L", "m=n"), Map.entry("PV_O", "p"),
                        Map.entry("PH_CREDS_HOST", "q"), Map.entry("PV_EMPTY", ""), Map.entry("REV", "3"),
                        Map.entry("TRY", ""), Map.entry("PV_LAST", "a b")),
                Settings.parseCommandLine(line).values());
    }

    @Test
    void anEmptyTryIsNone() {
        Settings settings = Settings.load(List.of(Settings.parseCommandLine("pv_try= pv_rev=7")));

        assertEquals(Optional.empty(), settings.tryRevision());
        assertEquals("7", settings.revision());
        assertEquals(List.of(), settings.problems());
    }

    @Test
    void theEnvironmentGivesOnlyItsSettings() {
        Map<String, String> environment = Map.of("PATH", "/bin", "REV", "9", "pv_rev", "5", "PV_LOG_LEVEL", "1");

        assertEquals(new Layer(Source.ENVIRONMENT, Map.of("REV", "5", "PV_LOG_LEVEL", "1")),
                Settings.parseEnvironment(environment));
    }

    @Test
    void randomTextsAlwaysGiveSettings() {
        Random random = new Random(6);
        String[] pieces = {"PV_LOG_LEVEL", "=", "\"", "'", " ", "\n", "#", "pv_", "rev", "9", "99999999999999999999",
            "/", "..", "LABEL=", "UUID=", "é", "\0", "s", "min", "TB", "pv_log.level=", "PV_STORAGE_WAIT=",
            "PV_LOG_MAXSIZE="};
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            List<Layer> layers =
                    List.of(Settings.parseFile(text.toString()), Settings.parseCommandLine(text.toString()));

            assertNotNull(Settings.load(layers), "round " + round);
        }
    }

    private static Layer layer(Source source, String logLevel) {
        return new Layer(source, Map.of("PV_LOG_LEVEL", logLevel));
    }
}
