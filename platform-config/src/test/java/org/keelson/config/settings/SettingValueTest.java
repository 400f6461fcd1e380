package org.keelson.config.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SettingValueTest {
    @Test
    void truthsHaveFourSpellings() {
        for (String text : List.of("1", "true", "yes", "on", "TRUE")) {
            assertEquals(Optional.of(true), SettingValue.bool(text), text);
        }
        for (String text : List.of("0", "false", "no", "off", "Off")) {
            assertEquals(Optional.of(false), SettingValue.bool(text), text);
        }
        for (String text : List.of("", "2", "y", " 1", "nope")) {
            assertEquals(Optional.empty(), SettingValue.bool(text), text);
        }
    }

    @Test
    void timesHaveUnits() {
        assertEquals(Optional.of(Duration.ofSeconds(30)), SettingValue.duration("30"));
        assertEquals(Optional.of(Duration.ofSeconds(30)), SettingValue.duration("30s"));
        assertEquals(Optional.of(Duration.ofMinutes(10)), SettingValue.duration("10min"));
        assertEquals(Optional.of(Duration.ofHours(1)), SettingValue.duration("1h"));
        assertEquals(Optional.of(Duration.ofDays(365)), SettingValue.duration("365d"));
        for (String text : List.of("", "s", "-1", "1.5", "1 s", "5m", "5ms", "1000000000", "1h30min", "\u0661")) {
            assertEquals(Optional.empty(), SettingValue.duration(text), text);
        }
    }

    @Test
    void sizesHaveBinaryUnits() {
        assertEquals(Optional.of(0L), SettingValue.bytes("0"));
        assertEquals(Optional.of(7L), SettingValue.bytes("7B"));
        assertEquals(Optional.of(2048L), SettingValue.bytes("2K"));
        assertEquals(Optional.of(2048L), SettingValue.bytes("2kb"));
        assertEquals(Optional.of(2097152L), SettingValue.bytes("2M"));
        assertEquals(Optional.of(3L << 30), SettingValue.bytes("3GB"));
        assertEquals(Optional.of(1L << 40), SettingValue.bytes("1TB"));
        for (String text : List.of("", "B", "-1", "1.5M", "1 M", "1X", "1KiB", "99999999T", "1000000000000000000000")) {
            assertEquals(Optional.empty(), SettingValue.bytes(text), text);
        }
    }

    @Test
    void devicesAreNodesLabelsOrUuids() {
        assertEquals(Optional.of(new DeviceSpec.Path("/dev/mmcblk0p2")), SettingValue.device("/dev/mmcblk0p2"));
        assertEquals(Optional.of(new DeviceSpec.Label("root")), SettingValue.device("LABEL=root"));
        assertEquals(Optional.of(new DeviceSpec.Uuid("ABCD-1234")), SettingValue.device("UUID=ABCD-1234"));
        List<String> bad =
                List.of("", "sda", "LABEL=", "UUID=", "UUID=xyz0", "PARTUUID=1", "/dev/../x", "LABEL=a\nb");
        for (String text : bad) {
            assertEquals(Optional.empty(), SettingValue.device(text), text);
        }
    }
}
