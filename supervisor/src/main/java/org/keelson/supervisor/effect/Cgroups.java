package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keelson.linux.process.Processes;

/**
 * A container's control groups, in every hierarchy that is mounted: {@code cgroups(7)}. Paths are liblxc's {@code lxc/<name>}, {@code
 * lxc/<name>.monitor} and, once its launcher has ended, {@code lxc/<name>.pivot}. Blocks: workers only.
 */
public final class Cgroups {
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_MILLIS = 20;

    private final Processes processes;
    private final List<Path> hierarchies;
    private final int attempts;

    /** @param hierarchies the folders under which liblxc makes its own, see {@link #hierarchies()} */
    public Cgroups(Processes processes, List<Path> hierarchies) {
        this(processes, hierarchies, ATTEMPTS);
    }

    Cgroups(Processes processes, List<Path> hierarchies, int attempts) {
        this.processes = processes;
        this.hierarchies = List.copyOf(hierarchies);
        this.attempts = attempts;
    }

    /** The folders under which liblxc makes a container's groups: one on pure cgroup2, one per controller on v1 and hybrid systems. */
    public static List<Path> hierarchies() throws IOException {
        return CgroupHierarchies.find(read("/proc/self/mountinfo"), read("/proc/self/cgroup"));
    }

    /** A mount point anywhere may have a name that is no UTF-8; those that matter here are ASCII. */
    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    }

    /** Kills every process of a container that is still in its groups. */
    public void kill(String container) {
        for (Path hierarchy : hierarchies) {
            Path group = hierarchy.resolve("lxc").resolve(container);
            if (Files.exists(group.resolve("cgroup.kill"))) {
                write(group.resolve("cgroup.kill"), "1");
            } else if (Files.isDirectory(group)) {
                killEach(group);
            }
        }
    }

    private void killEach(Path group) {
        try {
            for (Path folder : foldersOf(group)) {
                for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
                    int number = Integer.parseInt(pid);
                    if (number > 1) {
                        processes.signal(number, Processes.SIGKILL);
                    }
                }
            }
        } catch (IOException | NumberFormatException _) {
            // gone meanwhile, which is what was wanted; what stays is reported by remove()
        }
    }

    /** Kills what is left in a container's groups and removes them; returns the folders that would not go. */
    public List<String> remove(String container) throws InterruptedException {
        List<String> left = List.of();
        for (int attempt = 0; attempt < attempts; attempt++) {
            kill(container);
            left = new ArrayList<>();
            for (Path hierarchy : hierarchies) {
                for (String name : List.of(container, container + ".monitor", container + ".pivot")) {
                    removeTree(hierarchy.resolve("lxc").resolve(name), left);
                }
            }
            if (left.isEmpty()) {
                break;
            }
            Thread.sleep(PAUSE_MILLIS); // killed processes leave their group when they have exited
        }
        return left;
    }

    private static void removeTree(Path group, List<String> left) {
        if (!Files.isDirectory(group)) {
            return;
        }
        try {
            for (Path folder : foldersOf(group)) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException _) {
            left.add(group.toString());
        }
    }

    /** A group and all below it, the deepest first. */
    private static List<Path> foldersOf(Path group) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(group, Files::isDirectory)) {
            for (Path folder : folders) {
                all.addAll(foldersOf(folder));
            }
        } catch (NoSuchFileException _) {
            return List.of();
        }
        all.add(group);
        return all;
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text, java.nio.file.StandardOpenOption.WRITE);
        } catch (IOException _) {
            // the group went away between the question and the order
        }
    }
}
