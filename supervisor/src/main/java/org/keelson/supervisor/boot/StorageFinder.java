package org.keelson.supervisor.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.keelson.config.settings.DeviceSpec;

/** Finds the storage device, by path, or by the label or UUID in its ext2/3/4 superblock: {@code ext4(5)}. Blocks. */
final class StorageFinder {
    private static final long PAUSE_MILLIS = 20;
    private static final int SUPERBLOCK = 1024;
    private static final int SUPERBLOCK_BYTES = 264;
    private static final int MAGIC_AT = 0x38;
    private static final int MAGIC = 0xef53;
    private static final int UUID_AT = 0x68;
    private static final int LABEL_AT = 0x78;
    private static final int LABEL_BYTES = 16;

    private StorageFinder() {}

    /** Waits for the device, at most so long. */
    static Path find(DeviceSpec wanted, Duration patience) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Path> found = look(wanted);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new IOException("storage device did not appear within " + patience.toSeconds() + " s: " + wanted);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static Optional<Path> look(DeviceSpec wanted) throws IOException {
        if (wanted instanceof DeviceSpec.Path(String path)) {
            return Optional.of(Path.of(path)).filter(Files::exists);
        }
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(Path.of("/sys/class/block"))) {
            for (Path device : devices) {
                Path node = Path.of("/dev").resolve(device.getFileName().toString());
                if (Files.exists(node) && matches(node, wanted)) {
                    return Optional.of(node);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean matches(Path node, DeviceSpec wanted) {
        ByteBuffer block = ByteBuffer.allocate(SUPERBLOCK_BYTES);
        try (FileChannel channel = FileChannel.open(node)) {
            channel.read(block, SUPERBLOCK);
        } catch (IOException _) {
            return false; // an empty loop device, a card reader without a card
        }
        return !block.hasRemaining() && matches(block.array(), wanted);
    }

    static boolean matches(byte[] block, DeviceSpec wanted) {
        int magic = block[MAGIC_AT] & 0xff | (block[MAGIC_AT + 1] & 0xff) << 8;
        if (magic != MAGIC) {
            return false;
        }
        return switch (wanted) {
            case DeviceSpec.Path _ -> false;
            case DeviceSpec.Label(String label) -> label.equals(label(block));
            case DeviceSpec.Uuid(String uuid) -> uuid.equalsIgnoreCase(uuid(block));
        };
    }

    private static String label(byte[] block) {
        int length = 0;
        while (length < LABEL_BYTES && block[LABEL_AT + length] != 0) {
            length++;
        }
        return new String(block, LABEL_AT, length, StandardCharsets.UTF_8);
    }

    private static String uuid(byte[] block) {
        ByteBuffer bytes = ByteBuffer.wrap(block, UUID_AT, 16);
        return new java.util.UUID(bytes.getLong(), bytes.getLong()).toString();
    }
}
