package org.keelson.config;

import java.util.Objects;

/**
 * One thing that is wrong, or odd, in what was read.
 *
 * @param path where: {@code web/run.json:$.storage.data.persistence} in a state, {@code COMMAND_LINE:PV_LOG_LEVEL} in
 *     settings
 * @param message what was found and what was expected, fit for a person and for one line of a log
 */
public record Problem(String path, String message) {
    /** Checks that both parts are there. */
    public Problem {
        Objects.requireNonNull(path, "path is null");
        Objects.requireNonNull(message, "message is null");
    }

    /** {@return the problem as one line, {@code path: message}} */
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
