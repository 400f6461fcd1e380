package org.keelson.supervisor.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;
import org.keelson.config.json.Limits;
import org.keelson.config.state.Names;
import org.keelson.config.state.RevisionState;
import org.keelson.config.state.StateReader;
import org.keelson.supervisor.effect.Layout;
import org.tinylog.Logger;

/** Reads revisions from storage, and finds one that can be run. Blocks. */
final class Revisions {
    /** The revision a device is made with. */
    static final String FACTORY = "0";

    private final Layout layout;

    Revisions(Layout layout) {
        this.layout = layout;
    }

    /** A revision that can be run. */
    record Loaded(String revision, RevisionState state) {}

    /**
     * The wanted revision, else the last good one, else the factory's; nothing if none of them can be run. Every problem of each one that
     * was passed over is logged.
     */
    Optional<Loaded> firstUsable(String wanted) throws IOException {
        Set<String> candidates = new LinkedHashSet<>();
        candidates.add(wanted);
        candidates.addAll(committed());
        candidates.add(FACTORY);
        for (String candidate : candidates) {
            Parsed<RevisionState> parsed = read(candidate);
            switch (parsed) {
                case Parsed.Ok<RevisionState>(RevisionState state, List<Problem> warnings) -> {
                    warnings.forEach(w -> Logger.warn("revision[{}]: {}: {}", candidate, w.path(), w.message()));
                    return Optional.of(new Loaded(candidate, state));
                }
                case Parsed.Bad<RevisionState>(List<Problem> problems) -> {
                    problems.forEach(p -> Logger.error("revision[{}]: {}: {}", candidate, p.path(), p.message()));
                    Logger.error("revision[{}]: cannot be run, problems={}", candidate, problems.size());
                }
            }
        }
        return Optional.empty();
    }

    /** Reads one revision and checks that its files are there. */
    Parsed<RevisionState> read(String revision) {
        Optional<String> badName = Names.revision(revision);
        if (badName.isPresent()) {
            return bad("revision", badName.get());
        }
        return switch (readState(layout.state(revision))) {
            case Parsed.Ok<RevisionState> ok -> withFiles(revision, ok);
            case Parsed.Bad<RevisionState> bad -> bad;
        };
    }

    /** Reads a state without looking at its files. */
    static Parsed<RevisionState> readState(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(Limits.STATE.maxBytes() + 1); // one more than allowed: the reader says so
        } catch (NoSuchFileException _) {
            return bad(file.toString(), "file is missing");
        } catch (IOException e) {
            return bad(file.toString(), "cannot be read: " + e.getMessage());
        }
        return StateReader.read(bytes);
    }

    private Parsed<RevisionState> withFiles(String revision, Parsed.Ok<RevisionState> ok) {
        List<Problem> missing = new ArrayList<>();
        ok.value().objects().forEach((path, sha256) -> {
            if (!Files.isRegularFile(layout.revision(revision).resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                missing.add(new Problem(path, "object is missing, sha256=" + sha256));
            }
        });
        return missing.isEmpty() ? ok : new Parsed.Bad<>(missing);
    }

    private static Parsed<RevisionState> bad(String path, String message) {
        return new Parsed.Bad<>(List.of(new Problem(path, message)));
    }

    private record Committed(String revision, long at) {}

    /** Revisions that were committed once, the latest first. */
    private List<String> committed() throws IOException {
        List<Committed> found = new ArrayList<>();
        Path trails = layout.storage().resolve("trails");
        for (Path folder : folders(trails)) {
            addIfCommitted(folder.getFileName().toString(), folder, found);
        }
        for (Path folder : folders(trails.resolve("locals"))) {
            addIfCommitted("locals/" + folder.getFileName(), folder, found);
        }
        found.sort(Comparator.comparingLong(Committed::at).reversed());
        return found.stream().map(Committed::revision).toList();
    }

    private static void addIfCommitted(String revision, Path folder, List<Committed> found) throws IOException {
        Path done = folder.resolve(".pv/done");
        if (Files.exists(done)) {
            found.add(new Committed(revision, Files.getLastModifiedTime(done).toMillis()));
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> entries =
                    Files.newDirectoryStream(parent, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
                entries.forEach(found::add);
            }
        }
        return found;
    }
}
