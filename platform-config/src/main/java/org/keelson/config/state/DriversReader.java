package org.keelson.config.state;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;
import org.keelson.config.json.Shown;

/** Reads {@code bsp/drivers.json}. */
final class DriversReader {
    private static final String USER = "user-meta:";
    private static final String DEVICE = "device-meta:";
    private static final String LINE = "<module> <parameters>, with ${user-meta:<key>} or ${device-meta:<key>} for values of the metadata";

    private final Problems problems;

    DriversReader(Problems problems) {
        this.problems = problems;
    }

    Drivers read(JsonElement element) {
        Optional<Fields> fields = Fields.of(element, JsonPath.root("bsp/drivers.json:"), problems);
        if (fields.isEmpty()) {
            return Drivers.NONE;
        }
        fields.get().spec("driver-aliases@1");
        List<Drivers.Section> sections = new ArrayList<>();
        for (String key : fields.get().keys()) {
            int colon = key.indexOf(':');
            switch (colon < 0 ? key : key.substring(0, colon)) {
                case "all" -> section(fields.get(), key, Drivers.Scope.ALL, sections);
                case "fitconfig" -> section(fields.get(), key, Drivers.Scope.FIT_CONFIG, sections);
                case "dtb" -> section(fields.get(), key, Drivers.Scope.DEVICE_TREE, sections);
                case "ovl" -> section(fields.get(), key, Drivers.Scope.OVERLAY, sections);
                default -> {}
            }
        }
        fields.get().warnUnknown();
        return new Drivers(sections);
    }

    private void section(Fields fields, String key, Drivers.Scope scope, List<Drivers.Section> sections) {
        int colon = key.indexOf(':');
        String name = colon < 0 ? "" : key.substring(colon + 1);
        if (scope == Drivers.Scope.ALL != colon < 0) {
            return; // "all:x" or "dtb": unknown keys
        }
        Optional<Fields> drivers = fields.object(key);
        if (scope != Drivers.Scope.ALL && (name.isEmpty() || !Shown.printable(name))) {
            fields.error(key, "found " + key.substring(0, colon + 1) + " without a printable name behind it");
        }
        Map<String, List<Drivers.Module>> modules = new LinkedHashMap<>();
        for (String driver : drivers.isEmpty() ? List.<String>of() : List.copyOf(drivers.get().keys())) {
            Optional<String> problem = Names.driver(driver);
            if (problem.isPresent()) {
                drivers.get().error(driver, problem.get());
            }
            modules.put(driver, modules(drivers.get(), driver));
        }
        sections.add(new Drivers.Section(scope, name, modules));
    }

    private static List<Drivers.Module> modules(Fields drivers, String driver) {
        List<Drivers.Module> modules = new ArrayList<>();
        for (Fields.Text text : drivers.strings(driver)) {
            Optional<Drivers.Module> module = module(drivers, text);
            if (module.isPresent()) {
                modules.add(module.get());
            }
        }
        return modules;
    }

    /** The name of the module is no place for metadata: whoever may write that could load any module. */
    private static Optional<Drivers.Module> module(Fields fields, Fields.Text text) {
        String line = text.value().strip();
        int blank = line.indexOf(' ');
        String name = blank < 0 ? line : line.substring(0, blank);
        if (fields.checked(text, Names.module(name)).isEmpty()) {
            return Optional.empty();
        }
        Optional<List<Drivers.Piece>> pieces = pieces(blank < 0 ? "" : line.substring(blank + 1).strip());
        return pieces.isEmpty() ? Words.unknown(fields, text, LINE) : Optional.of(new Drivers.Module(name, pieces.get()));
    }

    private static Optional<List<Drivers.Piece>> pieces(String text) {
        List<Drivers.Piece> pieces = new ArrayList<>();
        boolean good = Shown.printable(text);
        int at = 0;
        while (good && at < text.length()) {
            int dollar = text.indexOf('$', at);
            if (dollar != at) {
                int end = dollar < 0 ? text.length() : dollar;
                pieces.add(new Drivers.Piece.Plain(text.substring(at, end)));
                at = end;
                continue;
            }
            int brace = text.indexOf('}', at);
            String meta = text.startsWith("${", at) && brace > 0 ? text.substring(at + 2, brace) : "";
            if (meta.startsWith(USER) && meta.length() > USER.length()) {
                pieces.add(new Drivers.Piece.UserMeta(meta.substring(USER.length())));
            } else if (meta.startsWith(DEVICE) && meta.length() > DEVICE.length()) {
                pieces.add(new Drivers.Piece.DeviceMeta(meta.substring(DEVICE.length())));
            } else {
                good = false;
            }
            at = brace + 1;
        }
        return good ? Optional.of(pieces) : Optional.empty();
    }
}
