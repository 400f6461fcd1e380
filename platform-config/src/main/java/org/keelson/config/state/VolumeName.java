package org.keelson.config.state;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;

/**
 * A read-only volume of a container or of the board, {@code [<handler>:]<file>.<ext>} in the state.
 *
 * @param handler what opens it before it is mounted, for example {@code dm}; a state that has one is refused for now
 * @param file the name of its file or directory in the directory of its owner, with the extension
 * @param kind how it is mounted, told by the extension
 */
public record VolumeName(Optional<String> handler, String file, Kind kind) {
    /** How a volume is mounted. */
    public sealed interface Kind {
        /** The file itself is bind-mounted ({@code .bind}). */
        record BindFile() implements Kind {}

        /** A directory is bind-mounted with all below it ({@code .data}). */
        record DataDirectory() implements Kind {}

        /**
         * The file is an image that is mounted through a loop device.
         *
         * @param type the type for {@code mount(2)}, which is the extension: {@code squashfs}, {@code ext4}
         */
        record FileSystem(String type) implements Kind {
            /** Checks that the type is there. */
            public FileSystem {
                Objects.requireNonNull(type, "type is null");
            }
        }
    }

    /** A {@code .bind} volume. */
    public static final Kind BIND_FILE = new Kind.BindFile();

    /** A {@code .data} volume. */
    public static final Kind DATA_DIRECTORY = new Kind.DataDirectory();

    /** Checks that every part is there. */
    public VolumeName {
        Objects.requireNonNull(handler, "handler is null");
        Objects.requireNonNull(file, "file is null");
        Objects.requireNonNull(kind, "kind is null");
    }

    /**
     * Reads a volume's name.
     *
     * @param text the name as the state has it
     * @param path where it stands, for the problem
     * @return the name, or the one problem that it has
     */
    public static Parsed<VolumeName> parse(String text, String path) {
        int colon = text.indexOf(':');
        Optional<String> handler = colon < 0 ? Optional.empty() : Optional.of(text.substring(0, colon));
        String file = text.substring(colon + 1);
        Optional<String> problem = Names.volume(file);
        if (problem.isEmpty() && handler.isPresent()) {
            problem = Names.handler(handler.get());
        }
        if (problem.isPresent()) {
            return new Parsed.Bad<>(List.of(new Problem(path, problem.get())));
        }
        String extension = file.substring(file.lastIndexOf('.') + 1);
        Kind kind = switch (extension) {
            case "bind" -> BIND_FILE;
            case "data" -> DATA_DIRECTORY;
            default -> new Kind.FileSystem(extension);
        };
        return new Parsed.Ok<>(new VolumeName(handler, file, kind), List.of());
    }
}
