package org.keelson.supervisor.boot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.keelson.backend.lxc.Launcher;

/** Finds launchers that a program before this one spawned: children of PID 1 that run this executable. */
final class RunningLaunchers {
    private RunningLaunchers() {}

    /** Pids by container. */
    static Map<String, Integer> find() throws IOException {
        Path own = Files.readSymbolicLink(Path.of("/proc/self/exe"));
        Map<String, Integer> found = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    if (isChild(process) && Files.readSymbolicLink(process.resolve("exe")).equals(own)) {
                        String[] arguments = Files.readString(process.resolve("cmdline")).split("\0");
                        if (arguments.length > 2 && arguments[1].equals(Launcher.COMMAND)) {
                            found.put(arguments[2], Integer.parseInt(process.getFileName().toString()));
                        }
                    }
                } catch (IOException _) {
                    // it ended meanwhile, or is a kernel thread
                }
            }
        }
        return found;
    }

    private static boolean isChild(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ")[1].equals("1");
    }
}
