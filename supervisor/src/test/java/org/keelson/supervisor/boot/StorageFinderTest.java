package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.config.settings.DeviceSpec;

/** Storage by path, or by what its superblock says: offsets of {@code ext4(5)}. */
class StorageFinderTest {
    private static final String UUID = "6c1d5b0e-8a7f-4c33-9a53-0011aaffee42";

    private static byte[] superblock(String label) {
        ByteBuffer block = ByteBuffer.allocate(264);
        block.put(0x38, (byte) 0x53).put(0x39, (byte) 0xef);
        java.util.UUID uuid = java.util.UUID.fromString(UUID);
        block.putLong(0x68, uuid.getMostSignificantBits()).putLong(0x70, uuid.getLeastSignificantBits());
        block.put(0x78, label.getBytes(StandardCharsets.UTF_8));
        return block.array();
    }

    private record Row(String label, DeviceSpec wanted, boolean expected) {}

    static final List<Row> ROWS = List.of(
            new Row("storage", new DeviceSpec.Label("storage"), true),
            new Row("storage", new DeviceSpec.Label("storag"), false),
            new Row("storage", new DeviceSpec.Label("storage2"), false),
            new Row("storage", new DeviceSpec.Label("Storage"), false),
            new Row("sixteen-letters!", new DeviceSpec.Label("sixteen-letters!"), true),
            new Row("größe", new DeviceSpec.Label("größe"), true),
            new Row("", new DeviceSpec.Label("storage"), false),
            new Row("storage", new DeviceSpec.Uuid(UUID), true),
            new Row("storage", new DeviceSpec.Uuid(UUID.toUpperCase(java.util.Locale.ROOT)), true),
            new Row("storage", new DeviceSpec.Uuid(UUID.replace('6', '7')), false),
            new Row("storage", new DeviceSpec.Uuid("storage"), false),
            new Row("storage", new DeviceSpec.Path("/dev/vda2"), false));

    @ParameterizedTest
    @FieldSource("ROWS")
    void superblockIsRecognizedByLabelOrUuid(Row row) {
        assertEquals(row.expected(), StorageFinder.matches(superblock(row.label()), row.wanted()));
    }

    @Test
    void blockWithoutTheMagicNumberIsNobodys() {
        byte[] block = superblock("storage");
        block[0x38] = 0;

        assertEquals(false, StorageFinder.matches(block, new DeviceSpec.Label("storage")));
        assertEquals(false, StorageFinder.matches(new byte[264], new DeviceSpec.Label("")));
    }

    @Test
    void deviceThatIsThereIsFoundByItsPath(@TempDir Path folder) throws Exception {
        Path device = Files.createFile(folder.resolve("vda2"));

        assertEquals(device, StorageFinder.find(new DeviceSpec.Path(device.toString()), Duration.ZERO));
    }

    @Test
    void deviceThatDoesNotComeIsNamed(@TempDir Path folder) {
        DeviceSpec wanted = new DeviceSpec.Path(folder.resolve("vda9").toString());

        IOException e = assertThrows(IOException.class, () -> StorageFinder.find(wanted, Duration.ZERO));

        assertTrue(e.getMessage().contains("vda9"), e::getMessage);
    }
}
