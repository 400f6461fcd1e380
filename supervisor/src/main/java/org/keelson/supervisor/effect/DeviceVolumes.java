package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keelson.config.state.Device;
import org.keelson.config.state.Storage;
import org.keelson.linux.LinuxException;
import org.keelson.linux.mount.Mounts;

/**
 * The supervisor's own volumes, {@code volumes} of {@code device.json}: mounted at boot before any container, unmounted behind the last.
 * Blocks.
 */
public final class DeviceVolumes {
    private final Layout layout;
    private final Mounts mounts;

    /** @param layout where they lie and where they are seen */
    public DeviceVolumes(Layout layout, Mounts mounts) {
        this.layout = layout;
        this.mounts = mounts;
    }

    /**
     * Mounts the volumes of a revision; those that a program before this one has mounted are unmounted first.
     *
     * @throws IOException with the reason if one cannot be mounted; the others may be by then
     */
    public void mount(String revision, List<Storage> volumes) throws IOException {
        List<String> left = unmount();
        if (!left.isEmpty()) {
            throw new IOException("left from before: " + String.join(", ", left));
        }
        WritableVolumes writable = new WritableVolumes(revision, layout, mounts);
        for (Storage volume : volumes) {
            try {
                writable.mount(Device.OWNER, List.of(volume));
            } catch (IOException e) {
                throw new IOException("volume " + volume.name() + ": " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
            } catch (LinuxException e) {
                throw new IOException("volume " + volume.name() + ": " + e.getMessage(), e);
            }
        }
    }

    /** Unmounts all of them, the latest first; returns what would not go and is only detached. */
    public List<String> unmount() throws IOException {
        List<String> left = new ArrayList<>();
        for (Path mountPoint : MountTable.below(layout.volumes(Device.OWNER), mounts.table())) {
            try {
                mounts.unmount(mountPoint.toString(), false);
            } catch (LinuxException e) {
                mounts.unmount(mountPoint.toString(), true);
                left.add(e.getMessage());
            }
        }
        return left;
    }
}
