package org.keelson.config.state;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keelson.config.Problems;
import org.keelson.config.json.Shown;

/** Reads one {@code <name>/run.json}; which group it goes to is decided between its two steps. */
final class ContainerReader {
    private final String directory;
    private final Fields fields;
    private final VolumeReader files;
    private final Disks disks;
    private final Problems problems;

    /**
     * Prepares the reading.
     *
     * @param fields what the document says; reports to {@code problems}
     * @param disks what its volumes may lie on
     * @param problems those of this container alone
     */
    ContainerReader(String directory, Fields fields, FilesReader files, Disks disks, Problems problems) {
        this.directory = directory;
        this.fields = fields;
        this.files = new VolumeReader(directory, files, problems);
        this.disks = disks;
        this.problems = problems;
    }

    /** {@return what was found wrong with this container so far} */
    Problems problems() {
        return problems;
    }

    /** {@return the group that it names, if it names one that exists} */
    Optional<Group> explicitGroup(GroupsReader.Groups groups) {
        Optional<Fields.Text> group = fields.string("group");
        Optional<Fields.Text> runlevel = fields.string("runlevel");
        if (group.isPresent() && runlevel.isPresent() && !group.get().value().equals(runlevel.get().value())) {
            fields.error(runlevel.get(), "found " + Shown.quote(runlevel.get().value())
                    + ", which is the old name of group, expected " + Shown.quote(group.get().value()));
        }
        if (group.isEmpty() && runlevel.isEmpty()) {
            return Optional.empty();
        }
        Fields.Text name = group.isPresent() ? group.get() : runlevel.get();
        Optional<Group> found = groups.named(name.value());
        if (found.isEmpty()) {
            fields.error(name, "found " + Shown.quote(name.value()) + ", expected the name of a group of this state");
        }
        return found;
    }

    /** {@return the container; worth something only if no problem was found} */
    Container read(Group group) {
        identity();
        UnsupportedReader.read(fields);
        StatusGoal goal = Words.statusGoal(fields).orElse(group.statusGoal());
        Container container = new Container(
                directory,
                group.name(),
                goal,
                Words.restartPolicy(fields).orElse(group.restartPolicy()),
                config(),
                rootVolume(),
                volumes(),
                StorageReader.read(fields, "storage", disks),
                roles(),
                automodfw(),
                fields.bool("dev-log", true),
                exports(),
                group.timeout(),
                SupervisionReader.read(fields, group),
                ExecutionReader.read(fields));
        if (goal == StatusGoal.MOUNTED) {
            warnOfWhatNeverRuns();
        }
        fields.warnUnknown();
        return container;
    }

    private void warnOfWhatNeverRuns() {
        for (String key : List.of("health", "stop", "env", "init", "resources", "sockets")) {
            if (fields.element(key).isPresent()) {
                fields.warning(key, "has no effect, the container is only mounted");
            }
        }
    }

    private void identity() {
        Optional<Fields.Text> spec = fields.string("#spec");
        if (spec.isPresent() && !spec.get().value().equals("service-manifest-run@1")) {
            Words.unknown(fields, spec.get(), "service-manifest-run@1");
        }
        Optional<Fields.Text> name = fields.required("name", Shown.quote(directory));
        if (name.isPresent() && !name.get().value().equals(directory)) {
            Words.unknown(fields, name.get(), "the name of its directory, " + Shown.quote(directory));
        }
        Optional<Fields.Text> type = fields.string("type");
        if (type.isPresent() && !type.get().value().equals("lxc")) {
            Words.unknown(fields, type.get(), "\"lxc\"");
        }
        fields.require("type", "\"lxc\"");
    }

    private Optional<String> config() {
        Optional<Fields.Text> text = fields.string("config");
        return text.isEmpty() ? Optional.empty() : files.file(text.get());
    }

    private Optional<VolumeName> rootVolume() {
        Optional<Fields.Text> text = fields.string("root-volume");
        return text.isEmpty() ? Optional.empty() : files.volume(text.get());
    }

    private List<VolumeName> volumes() {
        List<VolumeName> volumes = new ArrayList<>();
        for (Fields.Text text : fields.strings("volumes")) {
            Optional<VolumeName> volume = files.volume(text);
            if (volume.isPresent()) {
                volumes.add(volume.get());
            }
        }
        return volumes;
    }

    private Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Fields.Text text : fields.strings("roles")) {
            switch (text.value()) {
                case "mgmt" -> roles.add(Role.MGMT);
                case "nobody" -> roles.add(Role.NOBODY);
                default -> fields.warning(text, "unknown role " + Shown.quote(text.value()) + ", gives no right");
            }
        }
        return roles;
    }

    private boolean automodfw() {
        Optional<Fields.Text> text = fields.string("automodfw");
        if (text.isEmpty()) {
            return true;
        }
        return switch (text.get().value()) {
            case "no" -> false;
            case "yes" -> true;
            default -> {
                Words.unknown(fields, text.get(), "\"yes\" or \"no\"");
                yield true;
            }
        };
    }

    private List<String> exports() {
        List<String> exports = new ArrayList<>();
        for (Fields.Text text : fields.strings("exports")) {
            Optional<String> problem = Names.absolutePath(text.value());
            if (problem.isPresent()) {
                fields.error(text, problem.get());
            } else {
                exports.add(text.value());
            }
        }
        return exports;
    }
}
