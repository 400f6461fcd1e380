package org.keelson.backend.lxc.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Paths from text that came with a container: what cannot be a path is an answer, not an exception. */
final class HostPath {

    private HostPath() {
    }

    /**
     * An absolute path.
     *
     * @return empty when the text is relative, or not encodable as a file name of this system
     */
    static Optional<Path> absolute(String text) {
        if (!text.startsWith("/")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
