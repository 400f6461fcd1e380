package org.keelson.backend;

import java.nio.file.Path;
import java.util.List;

/**
 * All that is needed to start one container once. Made by a backend's pure half and carried out step by step by
 * executors: create the directories, mount the root, write the text to a file, spawn the launcher, which passes
 * {@code argv} to liblxc. Immutable.
 *
 * @param name the container's name
 * @param configText the configuration for liblxc, one setting a line, ending in a newline
 * @param argv what liblxc executes in the container: the init shim, its arguments, then the author's init command
 * @param root what to mount as the container's root
 * @param directoriesToCreate host directories that must exist before the start, parents included, in order
 * @param notes what was changed in the author's configuration, one sentence each, for the log
 */
public record LaunchPlan(String name, String configText, List<String> argv, RootFileSystem root,
        List<Path> directoriesToCreate, List<String> notes) {

    /** Checks that nothing is missing and copies the lists. */
    public LaunchPlan {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("name is empty");
        }
        if (configText == null) {
            throw new IllegalArgumentException("configText is null");
        }
        if (root == null) {
            throw new IllegalArgumentException("root is null");
        }
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("argv is empty");
        }
        directoriesToCreate = List.copyOf(directoriesToCreate);
        notes = List.copyOf(notes);
    }

    /**
     * The same plan with another configuration text.
     *
     * @param text the text for liblxc
     * @return a new plan
     */
    public LaunchPlan withConfigText(String text) {
        return new LaunchPlan(name, text, argv, root, directoriesToCreate, notes);
    }
}
