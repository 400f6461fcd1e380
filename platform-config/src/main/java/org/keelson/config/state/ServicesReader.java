package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
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

/** Reads every {@code <container>/services.json} of a state. */
final class ServicesReader {
    private static final String TYPES = "rest, dbus, unix, drm, wayland or input";
    private static final int MAX_BUS_NAME = 255;

    private final Problems problems;
    /** Who owns a name on the bus. */
    private final Map<String, String> owners = new HashMap<>();

    ServicesReader(Problems problems) {
        this.problems = problems;
    }

    /** {@return what a container offers; either the array itself, or an object that has it} */
    List<OfferedService> read(String container, JsonElement element) {
        JsonPath path = JsonPath.root(container + "/services.json:");
        if (element instanceof JsonArray array) {
            return services(container, array, path);
        }
        if (!element.isJsonObject()) {
            problems.error(path.toString(), Fields.expected(element, "an object or an array"));
            return List.of();
        }
        Fields fields = Fields.of(element, path, problems).orElseThrow();
        fields.spec("service-manifest-xconnect@1");
        if (fields.element("services").isEmpty()) {
            fields.error("services", "missing, expected an array of services");
        }
        Optional<JsonArray> array = fields.array("services");
        fields.warnUnknown();
        return array.isEmpty() ? List.of() : services(container, array.get(), fields.path("services"));
    }

    private List<OfferedService> services(String container, JsonArray array, JsonPath path) {
        if (!array.isEmpty()) {
            problems.warning(path.toString(), NotYet.OFFERED_SERVICES.sentence() + ", ignored");
        }
        List<OfferedService> services = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            Optional<Fields> fields = Fields.of(array.get(i), path.element(i), problems);
            if (fields.isEmpty()) {
                continue;
            }
            Optional<OfferedService> service = fields.get().keys().contains("owns")
                    ? busName(container, fields.get())
                    : endpoint(fields.get(), names);
            fields.get().warnUnknown();
            if (service.isPresent()) {
                services.add(service.get());
            }
        }
        return services;
    }

    private static Optional<OfferedService> endpoint(Fields fields, Set<String> names) {
        Optional<OfferedService.Type> type = type(fields);
        Optional<Fields.Text> text = fields.required("name", "the name of the service");
        Optional<String> name = text.isEmpty() ? Optional.empty() : fields.checked(text.get(), Names.service(text.get().value()));
        Optional<Fields.Text> socket = fields.required("socket", "an absolute path in the container");
        Optional<String> path = socket.isEmpty() ? Optional.empty()
                : fields.checked(socket.get(), Names.absolutePath(socket.get().value()));
        if (name.isPresent() && !names.add(name.get())) {
            fields.error("name", "found " + Shown.quote(name.get()) + " a second time");
        }
        return type.isEmpty() || name.isEmpty() || path.isEmpty() ? Optional.empty()
                : Optional.of(new OfferedService.Endpoint(name.get(), type.get(), path.get()));
    }

    private static Optional<OfferedService.Type> type(Fields fields) {
        Optional<Fields.Text> text = fields.required("type", TYPES);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (text.get().value()) {
            case "rest" -> Optional.of(OfferedService.Type.REST);
            case "dbus" -> Optional.of(OfferedService.Type.DBUS);
            case "unix" -> Optional.of(OfferedService.Type.UNIX);
            case "drm" -> Optional.of(OfferedService.Type.DRM);
            case "wayland" -> Optional.of(OfferedService.Type.WAYLAND);
            case "input" -> Optional.of(OfferedService.Type.INPUT);
            default -> Words.unknown(fields, text.get(), TYPES);
        };
    }

    private Optional<OfferedService> busName(String container, Fields fields) {
        fields.only("type", "dbus", "dbus");
        fields.only("bus", "system-bus", "system-bus");
        Optional<Fields.Text> text = fields.string("owns");
        Optional<String> name = text.isEmpty() ? Optional.empty() : fields.checked(text.get(), wellKnown(text.get().value()));
        Optional<Fields.Text> roleText = fields.required("role", "the role that the container has on the bus");
        Optional<String> role = roleText.isEmpty() ? Optional.empty() : role(fields, roleText.get());
        Set<String> allowed = new LinkedHashSet<>();
        for (Fields.Text caller : fields.strings("allow")) {
            allowed.add(role(fields, caller).orElse(""));
        }
        String owner = name.isEmpty() ? null : owners.putIfAbsent(name.get(), container);
        if (owner != null) {
            fields.error(text.orElseThrow(), "found " + Shown.quote(name.get()) + ", which " + Shown.quote(owner) + " owns already");
        }
        return name.isEmpty() || role.isEmpty() ? Optional.empty()
                : Optional.of(new OfferedService.BusName(name.get(), role.get(), List.copyOf(allowed)));
    }

    private static Optional<String> role(Fields fields, Fields.Text text) {
        return fields.checked(text, Names.busRole(text.value()));
    }

    /** A well-known bus name of the D-Bus specification, version 0.43, "Valid Names". */
    private static Optional<String> wellKnown(String name) {
        boolean valid = name.length() <= MAX_BUS_NAME && name.indexOf('.') > 0 && !name.endsWith(".");
        for (int i = 0; valid && i < name.length(); i++) {
            char c = name.charAt(i);
            boolean first = i == 0 || name.charAt(i - 1) == '.';
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-';
            valid = letter || !first && (c == '.' || c >= '0' && c <= '9');
        }
        return valid ? Optional.empty()
                : Optional.of("found " + Shown.quote(name) + ", expected a name on the bus like org.example.Clock");
    }
}
