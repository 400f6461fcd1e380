package org.keelson.backend.lxc.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What stock LXC leaves undone in mount entries: sources marked {@code origin=mkdir} and the upper and work directories
 * of overlays must be created before the start. The mark is taken out, all else stays byte for byte.
 */
final class MountRules {

    private static final String CREATE_SOURCE = "origin=mkdir";

    private MountRules() {
    }

    /** Adds an author's entry to the draft; {@code where} names it in problems. */
    static void add(String value, String where, Draft draft) {
        Optional<MountEntry> parsed = MountEntry.parse(value);
        if (parsed.isEmpty()) {
            draft.set("lxc.mount.entry", value);
            return;
        }
        MountEntry entry = parsed.get();
        boolean createsSource = entry.options().contains(CREATE_SOURCE);
        if (createsSource) {
            create(entry.source(), where, draft);
            draft.note(where + ": origin=mkdir taken out, source is created before the start: " + entry.source());
        }
        if (entry.type().startsWith("overlay")) {
            for (String option : List.of("upperdir", "workdir")) {
                entry.option(option).ifPresent(directory -> create(directory, where, draft));
            }
        }
        draft.set("lxc.mount.entry", createsSource ? entry.without(CREATE_SOURCE).format() : value);
    }

    private static void create(String directory, String where, Draft draft) {
        Optional<Path> path = HostPath.absolute(directory);
        if (path.isPresent()) {
            draft.createDirectory(path.get().normalize());
        } else {
            draft.problem(where + ": cannot create a directory that is not an absolute path: " + directory);
        }
    }
}
