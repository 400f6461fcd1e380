package org.keelson.supervisor.boot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.keelson.linux.LinuxException;
import org.keelson.linux.module.KernelModules;
import org.tinylog.Logger;

/**
 * Loads kernel modules: by name, and for the devices that are there. Blocks. A module that the kernel does not have as a file is built in
 * or not needed; what needs it will say so.
 */
final class ModuleLoader {
    private static final int ROUNDS = 4;

    private final KernelModules modules;
    private final Path folder;
    private final Set<String> inserted = new HashSet<>();

    /** @param root where {@code lib/modules/<release>} is */
    ModuleLoader(KernelModules modules, Path root) throws IOException {
        this.modules = modules;
        String release = Files.readString(Path.of("/proc/sys/kernel/osrelease")).trim();
        this.folder = root.resolve("lib/modules").resolve(release);
    }

    /** Loads these modules, each after what it depends on. */
    void load(List<String> names) throws IOException {
        if (Files.exists(folder.resolve("modules.dep"))) {
            ModuleIndex index = ModuleIndex.parse(Files.readAllLines(folder.resolve("modules.dep")), List.of());
            names.forEach(name -> insert(name, index));
        }
    }

    /** Loads what the devices ask for by their aliases; a bus may show new devices once its driver is in, so in rounds. */
    void loadForDevices() throws IOException {
        if (!Files.exists(folder.resolve("modules.dep")) || !Files.exists(folder.resolve("modules.alias"))) {
            return;
        }
        ModuleIndex index = ModuleIndex.parse(
                Files.readAllLines(folder.resolve("modules.dep")), Files.readAllLines(folder.resolve("modules.alias")));
        Set<String> seen = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            Set<String> wanted = new TreeSet<>();
            for (String alias : aliases()) {
                if (seen.add(alias)) {
                    wanted.addAll(index.modulesFor(alias));
                }
            }
            if (wanted.isEmpty()) {
                return;
            }
            wanted.forEach(name -> insert(name, index));
        }
    }

    private void insert(String name, ModuleIndex index) {
        for (String file : index.files(name)) {
            if (inserted.add(file)) {
                try {
                    modules.insert(folder.resolve(file).toString(), "");
                } catch (LinuxException e) {
                    Logger.warn("module[{}]: not inserted, reason={}", name, e.getMessage());
                }
            }
        }
    }

    private static List<String> aliases() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path bus : list(Path.of("/sys/bus"))) {
            for (Path device : list(bus.resolve("devices"))) {
                Path alias = device.resolve("modalias");
                if (Files.exists(alias)) {
                    found.add(Files.readString(alias).trim());
                }
            }
        }
        return found;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(found::add);
        }
        return found;
    }
}
