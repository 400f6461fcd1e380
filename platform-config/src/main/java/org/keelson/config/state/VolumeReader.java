package org.keelson.config.state;

import java.util.List;
import java.util.Optional;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;
import org.keelson.config.json.Shown;

/** Reads the files and volumes that a container or the board names in its directory. */
final class VolumeReader {
    private final String directory;
    private final FilesReader files;
    private final Problems problems;

    VolumeReader(String directory, FilesReader files, Problems problems) {
        this.directory = directory;
        this.files = files;
        this.problems = problems;
    }

    /** {@return the volume, if its name is good and its file is part of the revision} */
    Optional<VolumeName> volume(Fields.Text text) {
        return switch (VolumeName.parse(text.value(), "")) {
            case Parsed.Ok<VolumeName>(VolumeName volume, _) -> supported(volume, text.path());
            case Parsed.Bad<VolumeName>(List<Problem> found) -> {
                problems.error(text.path().toString(), found.get(0).message());
                yield Optional.empty();
            }
        };
    }

    /** {@return the file's path relative to the directory, if it is part of the revision} */
    Optional<String> file(Fields.Text text) {
        Optional<String> problem = Names.relativePath(text.value());
        if (problem.isPresent()) {
            problems.error(text.path().toString(), problem.get());
            return Optional.empty();
        }
        return present(text.value(), text.path()) ? Optional.of(text.value()) : Optional.empty();
    }

    private Optional<VolumeName> supported(VolumeName volume, JsonPath path) {
        boolean there = switch (volume.kind()) {
            case VolumeName.Kind.DataDirectory _ -> true;
            case VolumeName.Kind.BindFile _, VolumeName.Kind.FileSystem _ -> present(volume.file(), path);
        };
        if (volume.handler().isPresent()) {
            handled(volume, volume.handler().get(), path);
        }
        return there ? Optional.of(volume) : Optional.empty();
    }

    private void handled(VolumeName volume, String handler, JsonPath path) {
        if (!handler.equals("dm")) {
            problems.error(path.toString(), "found the volume handler " + Shown.quote(handler) + ", expected dm");
        } else if (volume.kind() instanceof VolumeName.Kind.FileSystem) {
            present(VerityReader.FOLDER + volume.file() + ".json", path);
            problems.error(path.toString(), NotYet.VERITY_VOLUMES.sentence());
        } else {
            problems.error(path.toString(), "found " + Shown.quote(volume.file()) + " behind dm:, expected an image");
        }
    }

    /** {@return whether the state lists a file; one that it does not has no hash, so nothing would notice that it was exchanged} */
    boolean present(String file, JsonPath path) {
        if (files.exists(directory + "/" + file)) {
            return true;
        }
        problems.error(path.toString(), "found " + Shown.quote(file) + ", but the state has no "
                + Shown.quote(directory + "/" + file));
        return false;
    }
}
