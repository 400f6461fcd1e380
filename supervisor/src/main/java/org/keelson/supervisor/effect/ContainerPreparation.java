package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keelson.backend.LaunchPlan;
import org.keelson.backend.lxc.config.AppArmor;
import org.keelson.backend.lxc.config.LaunchConfig;
import org.keelson.backend.lxc.config.MountEntry;
import org.keelson.backend.lxc.config.Preparation;
import org.keelson.backend.lxc.config.Target;
import org.keelson.config.settings.Settings;
import org.keelson.config.state.Container;
import org.keelson.config.state.VolumeName;
import org.keelson.linux.LinuxException;
import org.keelson.linux.mount.Mounts;
import org.keelson.linux.mount.Mounts.Flag;

/**
 * Makes a container ready to be launched: its volumes, its root, its LXC config; and undoes all of that. Blocks: one worker per container
 * at a time. Both directions may be repeated: after a resume nobody knows how far the last attempt got.
 */
public final class ContainerPreparation {
    private final String revision;
    private final Layout layout;
    private final Settings settings;
    private final Mounts mounts;
    private final RootMount roots;
    private final Cgroups cgroups;
    private final Target.Host host;

    /** @param host what this kernel and this liblxc can do */
    public ContainerPreparation(String revision, Layout layout, Settings settings, Mounts mounts, RootMount roots, Cgroups cgroups,
            Target.Host host) {
        this.revision = revision;
        this.layout = layout;
        this.settings = settings;
        this.mounts = mounts;
        this.roots = roots;
        this.cgroups = cgroups;
        this.host = host;
    }

    /** What a container that cannot be prepared throws: one line that says what and why. */
    public static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String detail) {
            super(detail, null, false, false);
        }
    }

    /**
     * Mounts volumes and root and writes the config; returns the plan to launch by, or nothing for a container that is only mounted.
     *
     * @throws Failed with what could not be done; what was mounted by then stays for {@link #cleanUp}
     */
    public Optional<LaunchPlan> prepare(Container container) throws Failed {
        try {
            cleanUpQuietly(container.name());
            mountVolumes(container);
            new WritableVolumes(revision, layout, mounts).mount(container.name(), container.storage());
            return container.config().isPresent() ? Optional.of(launchPlan(container)) : Optional.empty();
        } catch (IOException e) {
            throw new Failed(e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (LinuxException e) {
            throw new Failed(e.getMessage());
        } catch (InterruptedException e) {
            throw new Failed("interrupted");
        }
    }

    private void cleanUpQuietly(String container) throws IOException, InterruptedException, Failed {
        List<String> left = cleanUp(container);
        if (!left.isEmpty()) {
            throw new Failed("left from before: " + String.join(", ", left));
        }
    }

    private void mountVolumes(Container container) throws IOException {
        List<VolumeName> volumes = new ArrayList<>();
        container.rootVolume().ifPresent(volumes::add);
        volumes.addAll(container.volumes());
        for (VolumeName volume : volumes) {
            Path source = layout.revision(revision).resolve(container.name()).resolve(volume.file());
            Path target = layout.volumes(container.name()).resolve(volume.file());
            switch (volume.kind()) {
                case VolumeName.Kind.FileSystem(String type) -> {
                    Files.createDirectories(target);
                    roots.mountImage(source, target, type, true);
                }
                case VolumeName.Kind.BindFile _ -> {
                    Files.createDirectories(target.getParent());
                    Files.write(target, new byte[0]);
                    mounts.mount(source.toString(), target.toString(), "", Set.of(Flag.BIND), "");
                }
                case VolumeName.Kind.DataDirectory _ -> {
                    Files.createDirectories(target);
                    mounts.mount(source.toString(), target.toString(), "", Set.of(Flag.BIND, Flag.RECURSIVE), "");
                }
            }
        }
    }

    private LaunchPlan launchPlan(Container container) throws IOException, Failed, InterruptedException {
        Path folder = layout.revision(revision).resolve(container.name());
        String author = Files.readString(folder.resolve(container.config().orElseThrow()), StandardCharsets.UTF_8);
        Path logs = layout.logs(revision, container.name()).resolve("lxc");
        Files.createDirectories(logs);
        Files.deleteIfExists(logs.resolve("lxc.log"));
        LaunchPlan plan = switch (LaunchConfig.prepare(author, target(container, logs.resolve("lxc.log")))) {
            case Preparation.Prepared(LaunchPlan prepared) -> prepared;
            case Preparation.Refused(List<String> problems) ->
                    throw new Failed("LXC config refused: " + String.join("; ", problems));
        };
        for (Path directory : plan.directoriesToCreate()) {
            Files.createDirectories(directory);
        }
        roots.mount(plan.root(), layout.root(container.name()));
        Files.createDirectories(layout.container(container.name()));
        Files.writeString(layout.config(container.name()), plan.configText());
        Files.setPosixFilePermissions(layout.config(container.name()), PosixFilePermissions.fromString("rw-------"));
        return plan;
    }

    private Target target(Container container, Path log) {
        Path overlay = layout.revision(revision).resolve("_config").resolve(container.name());
        MountEntry control = MountEntry.bind(
                layout.controlSocket(container.name()).toString(), "pantavisor/pv-ctrl", "rw", "create=file", "optional");
        return new Target(
                container.name(),
                container.group(),
                new Target.Paths(layout.root(container.name()), layout.shim(),
                        Files.isDirectory(overlay) ? Optional.of(overlay) : Optional.empty()),
                new Target.Additions(List.of(control), List.of(), container.execution()),
                host,
                new Target.Log(log, settings.lxcLogLevel()));
    }

    /** Unmounts everything of a container, removes its groups and its run-time folders; returns what would not go. */
    public List<String> cleanUp(String container) throws IOException, InterruptedException {
        List<String> left = new ArrayList<>(cgroups.remove(container));
        unmountBelow(layout.root(container), left);
        unmountBelow(layout.volumes(container), left);
        Files.deleteIfExists(layout.config(container));
        return left;
    }

    private void unmountBelow(Path path, List<String> left) throws IOException {
        for (Path mountPoint : MountTable.below(path, mounts.table())) {
            try {
                mounts.unmount(mountPoint.toString(), false);
            } catch (LinuxException e) {
                mounts.unmount(mountPoint.toString(), true); // detached at once; the kernel finishes when its last user is gone
                left.add(e.getMessage());
            }
        }
    }

    /** Whether a real AppArmor profile can be used: the kernel has it on and its file system is mounted. */
    public static AppArmor appArmor() {
        return Files.isDirectory(Path.of("/sys/kernel/security/apparmor")) ? AppArmor.USABLE : AppArmor.UNUSABLE;
    }
}
