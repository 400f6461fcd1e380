package org.keelson.config.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keelson.config.ByteMutation;
import org.keelson.config.Fuzz;
import org.keelson.config.state.Names;

/** Whatever a file, a command line and an environment say, there are settings that a device can boot with. */
final class SettingsFuzzTest {
    private static final String[] KEYS = {"PV_SYSTEM_INIT_MODE", "PV_STORAGE_DEVICE", "PV_STORAGE_FSTYPE", "PV_STORAGE_MNTPOINT",
        "PV_STORAGE_WAIT", "PV_SYSTEM_RUNDIR", "PV_LOG_MAXSIZE", "PV_LOG_LEVEL", "PV_LXC_LOG_LEVEL", "PV_SYSTEM_STOP_GRACE", "REV", "TRY",
        "pv_rev", "pv_try", "pv_storage.wait", "log.level", "ph_creds.host", "PH_CREDS_ID", "PV_SYSCTL_KERNEL_PANIC", "PV_NOBODY",
        "quiet"};
    private static final String[] VALUES = {"", "0", "5", "-1", "30", "30s", "10min", "1h", "365d", "366d", "999999999d", "8784h", "4095",
        "4096", "64KB", "8388607T", "99999999999T", "9223372036854775807",
        "embedded", "appengine", "/storage", "/mnt/", "/", "..", "/a/../b",
        "/dev/sda1", "LABEL=root", "LABEL=", "UUID=1234-ABCD", "UUID=x", "ext4", "btrfs;", "locals/a", "locals/../a", "12", "007", "\"a b\"",
        "\"", "'", "a\u0000b", "\u001b[0m", "\u202e", "é", "\ufeff", "a".repeat(5_000)};

    @Test
    void anyKeysAndValuesGiveSettings() {
        Fuzz.check(20_000, random -> usable(List.of(Settings.parseFile(lines(random, "\n")), Settings.parseCommandLine(lines(random, " ")),
                Settings.parseEnvironment(environment(random)))));
    }

    @Test
    void anyTextsGiveSettings() {
        Fuzz.check(10_000, random -> {
            byte[] text = ByteMutation.change(lines(random, random.nextBoolean() ? "\n" : " ").getBytes(StandardCharsets.UTF_8), random);
            String changed = new String(text, StandardCharsets.UTF_8);
            usable(List.of(Settings.parseFile(changed), Settings.parseCommandLine(changed)));
        });
    }

    private static void usable(List<Layer> layers) {
        Settings settings = Settings.load(layers);
        Fuzz.showable(settings.problems());
        for (Duration time : List.of(settings.storageWait(), settings.stopGrace())) {
            assertTrue(!time.isNegative() && time.toNanos() <= Long.MAX_VALUE / 2, () -> "not for a clock: " + time);
        }
        assertTrue(settings.logMaxBytes() >= 4096, () -> "bytes: " + settings.logMaxBytes());
        assertTrue(Names.revision(settings.revision()).isEmpty(), settings.revision());
        assertTrue(Names.absolutePath(settings.storageMountPoint()).isEmpty(), settings.storageMountPoint());
        assertTrue(Names.absolutePath(settings.runDirectory()).isEmpty(), settings.runDirectory());
        assertEquals(settings, Settings.load(layers), "a second time");
    }

    private static String lines(Random random, String separator) {
        StringBuilder lines = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            lines.append(one(random, KEYS)).append(one(random, "=", "=", " = ", "", "==")).append(one(random, VALUES)).append(separator);
        }
        return lines.toString();
    }

    private static Map<String, String> environment(Random random) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            environment.put(one(random, KEYS), one(random, VALUES));
        }
        return environment;
    }

    private static String one(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
