package org.keelson.supervisor.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keelson.config.settings.Layer;
import org.keelson.config.settings.Settings;

/** Reads the settings from where they are: the configuration file, the kernel's command line, the environment. */
final class SettingsLoader {
    private static final Path FILE = Path.of("/etc/pantavisor.config");
    private static final Path COMMAND_LINE = Path.of("/proc/cmdline");

    private SettingsLoader() {}

    /** The settings of this boot. In an appengine the kernel's command line is the host's, and says nothing about us. */
    static Settings load() throws IOException {
        return load(FILE, COMMAND_LINE, System.getenv());
    }

    static Settings load(Path file, Path commandLine, Map<String, String> environment) throws IOException {
        List<Layer> layers = new ArrayList<>();
        if (Files.exists(file)) {
            layers.add(Settings.parseFile(Files.readString(file)));
        }
        layers.add(Settings.parseEnvironment(environment));
        Settings own = Settings.load(layers);
        if (own.initMode() == org.keelson.config.settings.InitMode.APPENGINE) {
            return own;
        }
        layers.add(Settings.parseCommandLine(Files.readString(commandLine)));
        return Settings.load(layers);
    }
}
