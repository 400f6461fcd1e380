package org.keelson.tests.namespaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What {@code proc(5)} of this machine tells about a process that may end at any moment. Process ids are this machine's. */
final class Proc {
    private static final Path PROC = Path.of("/proc");

    private Proc() {}

    /** The children of a process and their children, the elder first. */
    static List<Integer> descendants(int pid) {
        List<Integer> found = new ArrayList<>();
        for (String child : read(pid, "task/" + pid + "/children").split(" ")) {
            if (!child.isBlank()) {
                found.add(Integer.parseInt(child.trim()));
                found.addAll(descendants(Integer.parseInt(child.trim())));
            }
        }
        return found;
    }

    /** The descendant of a process that is number {@code inner} in the pid namespace whose first process that one is. */
    static OptionalInt outer(int ancestor, int inner) {
        int depth = status(ancestor, "NSpid").split("\t").length;
        return descendants(ancestor).stream().mapToInt(Integer::intValue).filter(pid -> {
            String[] numbers = status(pid, "NSpid").split("\t");
            return numbers.length >= depth && numbers[depth - 1].equals(Integer.toString(inner));
        }).findFirst();
    }

    /** A field of {@code /proc/pid/status}; empty if there is no such process. */
    static String status(int pid, String field) {
        return field(read(pid, "status"), field);
    }

    /** The signal masks of all threads, as {@code /proc/pid/task/tid/status} writes them. */
    static Set<String> blockedSignals(int pid) {
        Set<String> masks = new TreeSet<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                masks.add(field(read(pid, "task/" + thread.getFileName() + "/status"), "SigBlk"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        masks.remove(""); // ended while it was read
        return masks;
    }

    /** Whether there is such a process; one that has ended and waits to be reaped counts. */
    static boolean exists(int pid) {
        return Files.exists(PROC.resolve(Integer.toString(pid)));
    }

    /** Everybody who runs this very file. */
    static List<Integer> running(Path executable) {
        List<Integer> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                int pid = Integer.parseInt(process.getFileName().toString());
                if (runs(pid, executable)) {
                    found.add(pid);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Whether a process runs this very file. */
    static boolean runs(int pid, Path executable) {
        try {
            return Files.isSameFile(PROC.resolve(pid + "/exe"), executable);
        } catch (IOException _) {
            return false; // a kernel thread, or gone
        }
    }

    /** A file below {@code /proc/pid}; empty if there is no such process. */
    static String read(int pid, String file) {
        return text(PROC.resolve(pid + "/" + file)).orElse("");
    }

    /** A file as it is now, if it is there. */
    static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static String field(String status, String field) {
        return status.lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).trim())
                .findFirst()
                .orElse("");
    }
}
