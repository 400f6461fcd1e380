package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keelson.backend.lxc.config.AppArmor;
import org.keelson.backend.lxc.config.CgroupFiles;
import org.keelson.backend.lxc.config.CgroupLayout;
import org.keelson.backend.lxc.config.LxcVersion;
import org.keelson.backend.lxc.config.Target;
import org.keelson.config.Parsed;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Persistence;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Storage;
import org.keelson.config.state.Supervision;
import org.keelson.config.state.VolumeName;

/** Revision 7 in a temporary storage, with one container, {@code web}. */
public final class Trail {
    public static final Target.Host HOST = new Target.Host(
            new LxcVersion(6, 0, 0), CgroupLayout.UNIFIED, false, CgroupFiles.NONE, AppArmor.UNUSABLE);

    public final Layout layout;

    public Trail(Path folder) {
        layout = new Layout(folder.resolve("storage"), folder.resolve("run"), folder.resolve("own"), folder.resolve("volumes"));
    }

    /** The container's config: an overlay over its root volume, and these lines. */
    public void config(String... lines) throws IOException {
        Path file = layout.revision("7").resolve("web/lxc.container.conf");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "lxc.rootfs.path = overlay:" + layout.volumes("web") + "/root.squashfs:" + layout.volumes("web")
                + "/lxc-overlay/upper\n" + String.join("\n", lines) + "\n");
    }

    private static VolumeName volume(String name) {
        return ((Parsed.Ok<VolumeName>) VolumeName.parse(name, "test")).value();
    }

    /** With a root volume, one more of each kind, and a writable one of each kind. */
    public static Container web() {
        return container(Optional.of("lxc.container.conf"));
    }

    /** The same, whose program gets this to run with. */
    public static Container web(Execution execution) {
        return container(Optional.of("lxc.container.conf"), Supervision.NONE, execution);
    }

    public static Container container(Optional<String> config) {
        return container(config, Supervision.NONE, Execution.PLAIN);
    }

    public static Container container(Optional<String> config, Supervision supervision, Execution execution) {
        return new Container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER, config, Optional.of(volume("root.squashfs")),
                List.of(volume("hosts.bind"), volume("shared.data")),
                List.of(new Storage("lxc-overlay", Persistence.BOOT, Optional.empty()),
                        new Storage("data", Persistence.PERMANENT, Optional.empty()),
                        new Storage("cache", Persistence.REVISION, Optional.empty())),
                Set.of(), false, false, List.of(), Duration.ofSeconds(30),
                supervision, execution);
    }
}
