package org.keelson.config.state;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;
import org.keelson.config.json.Shown;

/** Reads arrays of disks; who has all of them can check their names against each other. */
final class DiskReader {
    static final int MAX_PARTS = 4;
    static final int MAX_STEPS = 8;

    /** A disk as it stands in the state; without a value if something is wrong with it. */
    private record Entry(Fields fields, Fields.Text name, List<Fields.Text> aliases, Optional<String> uuid, boolean byDefault,
            Optional<Disk.Kind> kind, List<Fields.Text> parts) {}

    private final Problems problems;
    private final List<Entry> entries = new ArrayList<>();
    /** The name of each disk by its name and its aliases. */
    private final Map<String, String> names = new HashMap<>();

    DiskReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads one array.
     *
     * @param lenient whether a disk of a type that nobody here knows is left out, so that newer states can be read
     */
    void read(JsonArray array, JsonPath path, boolean lenient) {
        for (int i = 0; i < array.size(); i++) {
            Optional<Fields> fields = Fields.of(array.get(i), path.element(i), problems);
            if (fields.isPresent()) {
                read(fields.get(), lenient);
            }
        }
    }

    /** {@return all disks that were read, with what their names have to do with each other checked} */
    Disks all() {
        for (Entry entry : entries) {
            if (names.putIfAbsent(entry.name().value(), entry.name().value()) != null) {
                entry.fields().error(entry.name(), "found " + Shown.quote(entry.name().value()) + " a second time");
            }
        }
        Optional<String> byDefault = Optional.empty();
        List<Disk> disks = new ArrayList<>();
        for (Entry entry : entries) {
            List<String> aliases = aliases(entry);
            if (entry.byDefault() && byDefault.isPresent()) {
                entry.fields().error("default", "found a second default disk beside " + Shown.quote(byDefault.get()));
            } else if (entry.byDefault()) {
                byDefault = Optional.of(entry.name().value());
            }
            if (entry.kind().isPresent()) {
                disks.add(new Disk(entry.name().value(), aliases, entry.uuid(), entry.byDefault(), entry.kind().get()));
            }
        }
        parts();
        return new Disks(disks, names, byDefault);
    }

    private void read(Fields fields, boolean lenient) {
        Optional<Fields.Text> type = fields.required("type", DiskKindReader.TYPES);
        boolean known = type.isPresent() && DiskKindReader.knows(type.get().value());
        if (type.isPresent() && !known && lenient) {
            fields.warning(type.get(), "unknown type of disk " + Shown.quote(type.get().value()) + ", the disk is left out");
            return;
        }
        Optional<Fields.Text> name = fields.required("name", "the name of the disk");
        List<Fields.Text> aliases = valid(fields, fields.strings("aliases"));
        Optional<Fields.Text> uuidText = fields.string("uuid");
        Optional<String> uuid = uuidText.isEmpty() ? Optional.empty()
                : fields.checked(uuidText.get(), Names.uuid(uuidText.get().value()));
        boolean byDefault = fields.yes("default");
        DiskKindReader reader = new DiskKindReader(fields);
        Optional<Disk.Kind> kind = type.isEmpty() ? Optional.empty() : reader.read(type.get());
        if (known) {
            fields.warnUnknown();
        }
        if (name.isPresent() && fields.checked(name.get(), Names.disk(name.get().value())).isPresent()) {
            entries.add(new Entry(fields, name.get(), aliases, uuid, byDefault, kind, reader.parts()));
        }
    }

    private static List<Fields.Text> valid(Fields fields, List<Fields.Text> aliases) {
        List<Fields.Text> valid = new ArrayList<>();
        for (Fields.Text alias : aliases) {
            if (fields.checked(alias, Names.disk(alias.value())).isPresent()) {
                valid.add(alias);
            }
        }
        return valid;
    }

    /** A disk may be called by its own name; any other name that is taken would make volumes lie on the wrong disk. */
    private List<String> aliases(Entry entry) {
        String name = entry.name().value();
        Set<String> aliases = new LinkedHashSet<>();
        for (Fields.Text alias : entry.aliases()) {
            String owner = names.putIfAbsent(alias.value(), name);
            if (owner != null && !owner.equals(name)) {
                entry.fields().error(alias, "found " + Shown.quote(alias.value()) + ", which is a name of the disk " + Shown.quote(owner));
            } else if (!alias.value().equals(name)) {
                aliases.add(alias.value());
            }
        }
        return List.copyOf(aliases);
    }

    /** What a dual disk consists of must exist, and be no dual disk, or it could consist of itself. */
    private void parts() {
        Set<String> dual = new HashSet<>();
        for (Entry entry : entries) {
            if (!entry.parts().isEmpty()) {
                dual.add(entry.name().value());
            }
        }
        for (Entry entry : entries) {
            for (Fields.Text part : entry.parts()) {
                String name = names.get(part.value());
                if (name == null || dual.contains(name)) {
                    Words.unknown(entry.fields(), part, "the name of a disk of this device that is not dual");
                }
            }
        }
    }
}
