package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.keelson.config.state.Names;

/**
 * Which containers a user stopped that are to stay so over a reboot of the device: one empty file each on storage, so that being there is
 * all it says, and no power cut leaves half of it. All methods block.
 */
public final class StoppedContainers {
    private StoppedContainers() {}

    /** Those of any revision; what else lies in the folder is passed over. */
    public static Set<String> read(Layout layout) throws IOException {
        Set<String> stopped = new LinkedHashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(layout.stopped())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (Names.container(name).isEmpty()) {
                    stopped.add(name);
                }
            }
        } catch (NoSuchFileException _) {
            return Set.of(); // nobody stopped anything yet
        }
        return stopped;
    }

    /** Whether a container is one of them from now on. On the device when this returns. */
    static boolean write(Layout layout, String container, boolean stopped) throws IOException {
        Path folder = layout.stopped();
        Path file = folder.resolve(container);
        if (Files.exists(file) == stopped) {
            return false;
        }
        if (stopped) {
            makeFolder(layout, folder);
            Files.createFile(file);
        } else {
            Files.delete(file);
        }
        sync(folder);
        return true;
    }

    private static void makeFolder(Layout layout, Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(folder);
            sync(folder.getParent());
            sync(layout.storage());
        }
    }

    /** A name in a folder is on the device once the folder is: {@code fsync(2)}. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        }
    }
}
