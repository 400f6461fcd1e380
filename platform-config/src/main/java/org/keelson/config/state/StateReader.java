package org.keelson.config.state;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keelson.config.Parsed;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;
import org.keelson.config.json.Limits;
import org.keelson.config.json.StrictJson;

/**
 * Reads the state of a revision, {@code pantavisor-service-system@1}.
 *
 * <p>Wrong types, bad names, missing files and whatever asks for something that is not enforced here are problems, all
 * of them reported; unknown keys are warnings. Nothing is repaired or guessed.
 */
public final class StateReader {
    private static final String SPEC = "pantavisor-service-system@1";
    private static final String OLD_SPEC = "pantavisor-multi-platform@1";

    private final JsonObject root;
    private final Problems problems;
    private final FilesReader files;

    StateReader(JsonObject root, Problems problems) {
        this.root = root;
        this.problems = problems;
        this.files = new FilesReader(root, problems);
    }

    /**
     * Reads a state; pure, bounded by {@link Limits#STATE}.
     *
     * @param utf8 the state's bytes
     * @return the revision with its warnings, or everything that is wrong with it
     */
    public static Parsed<RevisionState> read(byte[] utf8) {
        return switch (StrictJson.parse(utf8, Limits.STATE)) {
            case Parsed.Bad<JsonElement> bad -> new Parsed.Bad<>(bad.problems());
            case Parsed.Ok<JsonElement> ok -> readTree(ok.value());
        };
    }

    private static Parsed<RevisionState> readTree(JsonElement element) {
        Problems problems = new Problems();
        Optional<Fields> fields = Fields.of(element, JsonPath.root(""), problems);
        if (fields.isPresent() && spec(fields.get()) && element instanceof JsonObject object) {
            return new StateReader(object, problems).read();
        }
        return new Parsed.Bad<>(problems.errors());
    }

    /** Another format would only give a list of meaningless problems, so this is checked first and alone. */
    private static boolean spec(Fields fields) {
        Optional<Fields.Text> spec = fields.string("#spec");
        if (spec.isPresent() && spec.get().value().equals(SPEC)) {
            return true;
        }
        if (!fields.keys().contains("#spec")) {
            fields.error("#spec", "missing, expected " + SPEC);
        } else if (spec.isPresent() && spec.get().value().equals(OLD_SPEC)) {
            fields.error("#spec", "found " + OLD_SPEC + ", an old format that is not supported, expected " + SPEC);
        } else if (spec.isPresent()) {
            Words.unknown(fields, spec.get(), SPEC);
        }
        return false;
    }

    Parsed<RevisionState> read() {
        files.read();
        DeviceReader deviceReader = new DeviceReader(root, problems);
        GroupsReader.Groups groups = deviceReader.groups();
        Disks disks = deviceReader.disks();
        Device device = deviceReader.read(disks);
        Optional<Bsp> bsp = root.has("bsp/run.json")
                ? new BspReader(files, problems).read(root.get("bsp/run.json"))
                : Optional.empty();
        List<Container> containers = containers(groups, disks);
        Manifests manifests = new ManifestsReader(root, files, problems).read();
        if (problems.any()) {
            return new Parsed.Bad<>(problems.errors());
        }
        return new Parsed.Ok<>(
                new RevisionState(groups.list(), containers, files.objects(), files.documents(), bsp, device, manifests),
                problems.warnings());
    }

    private List<Container> containers(GroupsReader.Groups groups, Disks disks) {
        List<ContainerReader> readers = new ArrayList<>();
        List<Optional<Group>> explicit = new ArrayList<>();
        for (String directory : files.containers()) {
            String document = directory + "/run.json";
            Problems own = new Problems();
            Optional<Fields> fields = Fields.of(root.get(document), JsonPath.root(document + ":"), own);
            if (fields.isPresent()) {
                ContainerReader reader = new ContainerReader(directory, fields.get(), files, disks, own);
                readers.add(reader);
                explicit.add(reader.explicitGroup(groups));
            } else {
                problems.addAll(own);
            }
        }
        // Without one readable group the state is refused already; the defaults let the containers be read as well.
        GroupsReader.Groups usable =
                groups.list().isEmpty() ? GroupsReader.Groups.of(Group.DEFAULTS, true) : groups;
        List<Group> assigned = GroupAssignment.assign(explicit, usable);
        List<Container> containers = new ArrayList<>();
        List<Container> good = new ArrayList<>();
        for (int i = 0; i < readers.size(); i++) {
            Container container = readers.get(i).read(assigned.get(i));
            containers.add(container);
            if (!readers.get(i).problems().any()) {
                good.add(container);
            }
            problems.addAll(readers.get(i).problems());
        }
        new DependencyCheck(good, files.containers(), usable.list(), problems).check();
        new SocketCheck(problems).check(good);
        return containers;
    }
}
