package org.keelson.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the problems and warnings of one reading; used by one thread, while it reads.
 *
 * <p>At most {@value #LIMIT} of each kind are kept and the rest is counted: a hostile input of one megabyte could
 * otherwise cost PID 1 tens of megabytes of messages.
 */
public final class Problems {
    /** How many problems, and how many warnings, are kept. */
    public static final int LIMIT = 200;

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private int droppedErrors;
    private int droppedWarnings;

    /** Starts with none. */
    public Problems() {}

    /**
     * Adds a reason to refuse the input.
     *
     * @param path where it is
     * @param message what was found and what was expected
     */
    public void error(String path, String message) {
        if (errors.size() < LIMIT) {
            errors.add(new Problem(path, message));
        } else {
            droppedErrors++;
        }
    }

    /**
     * Adds something odd that does not make the input unusable.
     *
     * @param path where it is
     * @param message what was found and what becomes of it
     */
    public void warning(String path, String message) {
        if (warnings.size() < LIMIT) {
            warnings.add(new Problem(path, message));
        } else {
            droppedWarnings++;
        }
    }

    /**
     * Adds all that was found in a part of the input.
     *
     * @param part what was found there; not to be used any more
     */
    public void addAll(Problems part) {
        for (Problem problem : part.errors) {
            error(problem.path(), problem.message());
        }
        for (Problem problem : part.warnings) {
            warning(problem.path(), problem.message());
        }
        droppedErrors += part.droppedErrors;
        droppedWarnings += part.droppedWarnings;
    }

    /** {@return whether the input is to be refused} */
    public boolean any() {
        return !errors.isEmpty();
    }

    /** {@return the reasons to refuse, in the order in which they were added} */
    public List<Problem> errors() {
        return counted(errors, droppedErrors);
    }

    /** {@return the warnings, in the order in which they were added} */
    public List<Problem> warnings() {
        return counted(warnings, droppedWarnings);
    }

    private static List<Problem> counted(List<Problem> kept, int dropped) {
        if (dropped == 0) {
            return List.copyOf(kept);
        }
        List<Problem> all = new ArrayList<>(kept);
        all.add(new Problem("$", "and " + dropped + " more"));
        return List.copyOf(all);
    }
}
