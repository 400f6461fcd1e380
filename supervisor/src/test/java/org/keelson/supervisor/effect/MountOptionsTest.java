package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.linux.mount.Mounts.Flag;

/** Flags and data, told apart. */
class MountOptionsTest {
    private record Row(List<String> options, MountOptions expected) {}

    static final List<Row> ROWS = List.of(
            new Row(List.of(), new MountOptions(Set.of(), List.of())),
            new Row(List.of("rw", "defaults", "dev", "exec", "suid", "async", "relatime"), new MountOptions(Set.of(), List.of())),
            new Row(List.of("ro"), new MountOptions(Set.of(Flag.READ_ONLY), List.of())),
            new Row(List.of("nosuid", "nodev", "noexec", "noatime"),
                    new MountOptions(Set.of(Flag.NO_SUID, Flag.NO_DEVICES, Flag.NO_EXEC, Flag.NO_ACCESS_TIME), List.of())),
            new Row(List.of("data=ordered", "ro", "ro", "metacopy=off"),
                    new MountOptions(Set.of(Flag.READ_ONLY), List.of("data=ordered", "metacopy=off"))));

    @ParameterizedTest
    @FieldSource("ROWS")
    void flagsAreTakenOutOfWhatIsTheFileSystemsOwn(Row row) {
        assertEquals(row.expected(), MountOptions.of(row.options()));
    }
}
