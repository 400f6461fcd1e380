package org.keelson.supervisor.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keelson.config.settings.Layer;
import org.keelson.config.settings.Settings;

/** Reads the settings from where they are: the configuration file, the kernel's command line, the environment. */
final class SettingsLoader {
    private static final Path FILE = Path.of("/etc/pantavisor.config");
    private static final Path COMMAND_LINE = Path.of("/proc/cmdline");

    private SettingsLoader() {}

    /** The settings of this boot. In an appengine the kernel's command line is the host's, and says nothing about us. */
    static Settings load() throws IOException {
        List<Layer> layers = new ArrayList<>();
        if (Files.exists(FILE)) {
            layers.add(Settings.parseFile(Files.readString(FILE)));
        }
        layers.add(Settings.parseEnvironment(System.getenv()));
        Settings own = Settings.load(layers);
        if (own.initMode() == org.keelson.config.settings.InitMode.APPENGINE) {
            return own;
        }
        layers.add(Settings.parseCommandLine(Files.readString(COMMAND_LINE)));
        return Settings.load(layers);
    }
}
