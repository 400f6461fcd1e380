package org.keelson.backend.lxc.config;

import java.util.List;
import org.keelson.backend.LaunchPlan;

/** What became of an author's configuration: a plan, or all reasons why there is none. Immutable. */
public sealed interface Preparation {

    /**
     * The container can be started.
     *
     * @param plan what to do
     */
    record Prepared(LaunchPlan plan) implements Preparation {
    }

    /**
     * The container must not be started.
     *
     * @param problems one sentence each, at least one
     */
    record Refused(List<String> problems) implements Preparation {
        /** Copies the list and checks that there is a reason. */
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("problems is empty");
            }
        }
    }
}
