package org.keelson.supervisor.control;

import java.util.Objects;

/** What became of a request that asks for something to be done. */
public sealed interface Outcome {
    /** It is, or will be, done. */
    record Accepted() implements Outcome {}

    /**
     * It will not be done.
     *
     * @param status the HTTP status, 400 to 599
     * @param message why, for the caller to read
     */
    record Refused(int status, String message) implements Outcome {
        /** Checks the range. */
        public Refused {
            Objects.requireNonNull(message, "message is null");
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("status is not a refusal: " + status);
            }
        }
    }
}
