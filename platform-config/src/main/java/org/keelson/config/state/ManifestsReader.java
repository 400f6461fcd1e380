package org.keelson.config.state;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;
import org.keelson.config.json.Shown;

/** Finds the documents of a state that have a meaning by their place, and reads them. */
final class ManifestsReader {
    private final JsonObject root;
    private final FilesReader files;
    private final Problems problems;
    private final JsonPath path = JsonPath.root("");
    private final ServicesReader servicesReader;
    private final Map<String, List<OfferedService>> services = new LinkedHashMap<>();
    private final Map<String, List<String>> nodeRules = new LinkedHashMap<>();
    private final List<VerityManifest> verity = new ArrayList<>();
    private final List<Signature> signatures = new ArrayList<>();

    ManifestsReader(JsonObject root, FilesReader files, Problems problems) {
        this.root = root;
        this.files = files;
        this.problems = problems;
        this.servicesReader = new ServicesReader(problems);
    }

    Manifests read() {
        Drivers drivers = root.has("bsp/drivers.json")
                ? new DriversReader(problems).read(root.get("bsp/drivers.json"))
                : Drivers.NONE;
        for (Map.Entry<String, JsonElement> entry : root.entrySet()) {
            String key = entry.getKey();
            if (key.startsWith(FilesReader.SIGNATURES)) {
                new SignatureReader(problems).read(key, entry.getValue()).ifPresent(signatures::add);
            } else if (SignatureReader.recognises(entry.getValue())) {
                problems.error(path.member(key).toString(), "found a signature, expected it at _sigs/<name>.json");
            } else if (files.exists(key) && key.indexOf('/') > 0) {
                file(key.substring(0, key.indexOf('/')), key.substring(key.indexOf('/') + 1), entry.getValue());
            }
        }
        return new Manifests(drivers, services, nodeRules, verity, signatures);
    }

    private void file(String directory, String name, JsonElement value) {
        boolean container = files.hasContainer(directory);
        if (directory.equals("_config")) {
            overlay(name);
        } else if (name.equals("services.json") && container) {
            services.put(directory, servicesReader.read(directory, value));
        } else if (name.equals("services.json") && !directory.startsWith("_")) {
            problems.error(path.member(directory + "/" + name).toString(), "belongs to no container of this state");
        } else if (name.equals("mdev.json") && container) {
            nodeRules.put(directory, nodeRules(directory, value));
        } else if (name.startsWith(VerityReader.FOLDER) && name.endsWith(".json") && (container || directory.equals(Device.OWNER))) {
            new VerityReader(directory, files, problems).read(name, value).ifPresent(verity::add);
        }
    }

    private void overlay(String name) {
        int slash = name.indexOf('/');
        String container = slash < 0 ? name : name.substring(0, slash);
        if (slash < 0 || !files.hasContainer(container)) {
            problems.warning(path.member("_config/" + name).toString(), "belongs to no container of this state");
        }
    }

    private List<String> nodeRules(String container, JsonElement value) {
        List<String> rules = new ArrayList<>();
        Optional<Fields> fields = Fields.of(value, JsonPath.root(container + "/mdev.json:"), problems);
        if (fields.isEmpty()) {
            return rules;
        }
        if (fields.get().element("rules").isEmpty()) {
            fields.get().error("rules", "missing, expected an array of rules");
        }
        for (Fields.Text text : fields.get().strings("rules")) {
            if (fields.get().checked(text, line(text.value())).isPresent()) {
                rules.add(text.value());
            }
        }
        if (!rules.isEmpty()) {
            NotYet.DEVICE_NODES.warn(fields.get(), "rules");
        }
        fields.get().warnUnknown();
        return rules;
    }

    /** A rule becomes one line of a file, so it must not bring a second one. */
    private static Optional<String> line(String rule) {
        for (int i = 0; i < rule.length(); i++) {
            if (rule.charAt(i) != '\t' && Character.isISOControl(rule.charAt(i))) {
                return Optional.of("found " + Shown.quote(rule) + ", expected one line without control characters");
            }
        }
        return Optional.empty();
    }
}
