package org.keelson.config;

import java.util.List;
import java.util.Objects;

/**
 * What a reader answers: a value, or the reasons why there is none.
 *
 * <p>Readers do not throw for bad input and do not stop at the first problem.
 *
 * @param <T> the type of the value
 */
public sealed interface Parsed<T> {
    /**
     * The input is good.
     *
     * @param value what was read
     * @param warnings what is odd but harmless, for example an unknown key
     * @param <T> the type of the value
     */
    record Ok<T>(T value, List<Problem> warnings) implements Parsed<T> {
        /** Checks the value and copies the list. */
        public Ok {
            Objects.requireNonNull(value, "value is null");
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The input is refused.
     *
     * @param problems every problem that was found, at least one, in the order of the input
     * @param <T> the type that the value would have had
     */
    record Bad<T>(List<Problem> problems) implements Parsed<T> {
        /** Copies the list, which must not be empty. */
        public Bad {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("problems is empty");
            }
        }
    }
}
