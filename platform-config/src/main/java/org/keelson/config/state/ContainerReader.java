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

    ContainerReader(String directory, Fields fields, FilesReader files, Problems problems) {
        this.directory = directory;
        this.fields = fields;
        this.files = new VolumeReader(directory, files, problems);
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
        notYet();
        Container container = new Container(
                directory,
                group.name(),
                Words.statusGoal(fields).orElse(group.statusGoal()),
                Words.restartPolicy(fields).orElse(group.restartPolicy()),
                config(),
                rootVolume(),
                volumes(),
                storage(),
                roles(),
                automodfw(),
                fields.bool("dev-log", true),
                exports(),
                group.timeout(),
                new Supervision(RecoveryReader.read(fields).orElse(group.recovery()), List.of(), Optional.empty(), Stop.DEFAULT),
                Execution.PLAIN);
        fields.warnUnknown();
        return container;
    }

    private void identity() {
        Optional<Fields.Text> spec = fields.string("#spec");
        if (spec.isPresent() && !spec.get().value().equals("service-manifest-run@1")) {
            Words.unknown(fields, spec.get(), "service-manifest-run@1");
        }
        Optional<Fields.Text> name = fields.string("name");
        if (name.isPresent() && !name.get().value().equals(directory)) {
            Words.unknown(fields, name.get(), "the name of its directory, " + Shown.quote(directory));
        }
        Optional<Fields.Text> type = fields.string("type");
        if (type.isPresent() && !type.get().value().equals("lxc")) {
            Words.unknown(fields, type.get(), "\"lxc\"");
        }
        required("name", Shown.quote(directory));
        required("type", "\"lxc\"");
    }

    private void required(String key, String expected) {
        if (!fields.keys().contains(key)) {
            fields.error(key, "missing, expected " + expected);
        }
    }

    private void notYet() {
        fields.string("share");
        NotYet.REMOUNTING.refuseUnlessEmpty(fields, "remount");
        fields.warnUnlessEmpty("logs", "an own choice of logs is");
        Optional<Fields> drivers = fields.object("drivers");
        if (drivers.isPresent()) {
            NotYet.REQUIRED_DRIVERS.refuseUnlessEmpty(drivers.get(), "required");
            drivers.get().warnUnlessEmpty("optional", "optional drivers are");
            drivers.get().warnUnlessEmpty("manual", "manual drivers are");
            drivers.get().warnUnknown();
        }
        Optional<Fields> services = fields.object("services");
        if (services.isPresent()) {
            NotYet.REQUIRED_SERVICES.refuseUnlessEmpty(services.get(), "required");
            services.get().warnUnlessEmpty("optional", "optional services are");
            services.get().warnUnknown();
        }
        Optional<Fields> network = fields.object("network");
        if (network.isPresent()) {
            network(network.get());
        }
    }

    /** Without a pool the LXC configuration alone decides, which is what {@code host} asks for in nearly all states. */
    private static void network(Fields network) {
        Optional<Fields.Text> mode = network.string("mode");
        if (mode.isPresent() && mode.get().value().equals("host")) {
            network.warning(mode.get(), "not supported yet, the LXC configuration decides");
        } else if (mode.isPresent()) {
            network.error(mode.get(), "found " + Shown.quote(mode.get().value()) + ", which is not supported yet");
        }
        for (String key : network.keys()) {
            if (!key.equals("mode")) {
                NotYet.NETWORKS_FROM_A_POOL.refuse(network, key);
            }
        }
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

    private List<Storage> storage() {
        List<Storage> storage = new ArrayList<>();
        Optional<Fields> entries = fields.object("storage");
        if (entries.isEmpty()) {
            return storage;
        }
        for (String name : entries.get().keys()) {
            Optional<Fields> entry = entries.get().object(name);
            Optional<String> problem = Names.storage(name);
            if (problem.isPresent()) {
                entries.get().error(name, problem.get());
            }
            if (entry.isPresent()) {
                addStorage(name, entry.get(), storage);
            }
        }
        return storage;
    }

    private static void addStorage(String name, Fields entry, List<Storage> storage) {
        if (entry.element("disk").isPresent()) {
            NotYet.STORAGE_ON_A_DISK.refuse(entry, "disk");
        }
        if (entry.element("persistence").isEmpty()) {
            entry.error("persistence", "missing, expected permanent, revision or boot");
        }
        Optional<Persistence> persistence = Words.persistence(entry);
        if (persistence.isPresent()) {
            storage.add(new Storage(name, persistence.get(), Optional.empty()));
        }
        entry.warnUnknown();
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
