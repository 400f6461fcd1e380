package org.keelson.tests.namespaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a PID 1 could leave behind on this machine. */
final class Leftovers {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private Leftovers() {}

    /** Mounts of this namespace, at or of anything below a folder. */
    static List<String> mounts(Path folder) {
        return Proc.text(Path.of("/proc/self/mountinfo")).orElseThrow().lines().filter(line -> line.contains(folder + "/")).toList();
    }

    /** Loop devices over the files below a folder, whatever mount they were opened through. */
    static List<String> loops(Path folder) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> inodes = new TreeSet<>();
            files.filter(Files::isRegularFile).forEach(file -> inodes.add(inode(file)));
            for (String line : Programs.check("losetup", "--list", "--noheadings", "--output", "BACK-INO,NAME").lines().toList()) {
                String[] fields = line.trim().split(" +");
                if (inodes.contains(fields[0])) {
                    found.add(fields[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String inode(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Control groups, in every hierarchy, whose name begins so. */
    static List<Path> cgroups(String prefix) {
        try (Stream<Path> all = Files.find(CGROUPS, 8, (path, attributes) ->
                attributes.isDirectory() && path.getFileName().toString().startsWith(prefix))) {
            return all.toList();
        } catch (IOException | UncheckedIOException e) {
            throw new AssertionError("the control groups changed while they were read", e);
        }
    }

    /** Everything below a control group, the deepest first; nothing if there is no such group. */
    static List<Path> below(Path group) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(group)) {
            return found;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(group, Files::isDirectory)) {
            for (Path folder : folders) {
                found.addAll(below(folder));
                found.add(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Sockets of this network namespace with a name that has this in it. */
    static List<String> sockets(String part) {
        return Proc.text(Path.of("/proc/net/unix")).orElseThrow().lines().filter(line -> line.contains(part)).toList();
    }

    /** Removes a control group with all below it; the processes in it must have ended. */
    static void remove(Path group) {
        List<Path> all = below(group);
        all.add(group);
        for (Path folder : all) {
            Await.until("removed: " + folder, () -> !folder.toFile().isDirectory() || folder.toFile().delete());
        }
    }
}
