package org.keelson.supervisor.effect;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A control group and those below it, as cgroupfs shows them. What went away meanwhile is not there: never a failure. */
final class CgroupTree {
    private CgroupTree() {}

    /** The group and all below it, a group always after those in it. One folder is open at a time: a container may nest them deeply. */
    static List<Path> groups(Path group) {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(group)) {
            all.add(group);
        }
        for (int i = 0; i < all.size(); i++) {
            try (DirectoryStream<Path> below = Files.newDirectoryStream(all.get(i), Files::isDirectory)) {
                below.forEach(all::add);
            } catch (IOException | java.nio.file.DirectoryIteratorException _) {
                // removed by the container just now
            }
        }
        Collections.reverse(all);
        return all;
    }

    /** The processes that are in a group itself; 0 stands for one that this pid namespace does not see. */
    static List<Integer> processes(Path group) {
        List<Integer> pids = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(group.resolve("cgroup.procs"))) {
                pids.add(Integer.parseInt(line));
            }
        } catch (IOException | NumberFormatException _) {
            // gone; or a threaded group, whose processes the group above it names
        }
        return pids;
    }

    /** A file's text; none if there is no such file. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "";
        }
    }

    /** The words of a file of one line. */
    static List<String> words(Path file) {
        String line = read(file).trim();
        return line.isEmpty() ? List.of() : List.of(line.split(" "));
    }

    /** Writes to a file of the kernel; true if it took the text. */
    static boolean write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.WRITE);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
