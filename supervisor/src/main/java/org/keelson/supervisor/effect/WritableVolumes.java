package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.keelson.config.state.Persistence;
import org.keelson.config.state.Storage;
import org.keelson.linux.mount.Mounts;
import org.keelson.linux.mount.Mounts.Flag;

/** Mounts writable volumes, of a container or of the device. Blocks. */
final class WritableVolumes {
    private static final Set<Flag> PLAIN = Set.of(Flag.NO_DEVICES, Flag.NO_SUID);

    private final String revision;
    private final Layout layout;
    private final Mounts mounts;

    WritableVolumes(String revision, Layout layout, Mounts mounts) {
        this.revision = revision;
        this.layout = layout;
        this.mounts = mounts;
    }

    /**
     * Mounts volumes below {@code /volumes/<owner>}, in their order; folders that are missing are made.
     *
     * @throws IOException if a folder cannot be made; what was mounted by then stays, as it does if a mount fails
     */
    void mount(String owner, List<Storage> volumes) throws IOException {
        for (Storage volume : volumes) {
            Path target = layout.volumes(owner).resolve(volume.name());
            Files.createDirectories(target);
            if (volume.persistence() == Persistence.BOOT) {
                mounts.mount("tmpfs", target.toString(), "tmpfs", PLAIN, "mode=755");
                continue;
            }
            Path source = volume.persistence() == Persistence.PERMANENT
                    ? layout.permanentVolume(owner, volume.name())
                    : layout.revisionVolume(revision, owner, volume.name());
            Files.createDirectories(source);
            mounts.mount(source.toString(), target.toString(), "", Set.of(Flag.BIND), "");
        }
    }
}
