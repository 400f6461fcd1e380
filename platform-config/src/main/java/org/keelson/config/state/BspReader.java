package org.keelson.config.state;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;

/** Reads {@code bsp/run.json}. */
final class BspReader {
    private static final String MODULES = "modules_";

    private final FilesReader files;
    private final Problems problems;

    BspReader(FilesReader files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    Optional<Bsp> read(JsonElement element) {
        Optional<Fields> found = Fields.of(element, JsonPath.root("bsp/run.json:"), problems);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = found.get();
        VolumeReader volumes = new VolumeReader("bsp", files, problems);
        fields.element("#spec");
        Bsp bsp = new Bsp(
                file(fields, "linux", volumes),
                file(fields, "initrd", volumes),
                file(fields, "fdt", volumes),
                file(fields, "fit", volumes),
                file(fields, "rpiab", volumes),
                volume(fields, "firmware", volumes),
                volume(fields, "modules", volumes),
                modules(fields, volumes),
                addons(fields, volumes),
                initrdConfig(fields, volumes));
        warnIgnored(fields);
        boolean kernel = fields.keys().contains("linux") && fields.keys().contains("initrd");
        if (!kernel && !fields.keys().contains("fit") && !fields.keys().contains("rpiab")) {
            problems.error(fields.path().toString(), "found no kernel, expected linux and initrd, or fit, or rpiab");
        }
        fields.warnUnknown();
        return Optional.of(bsp);
    }

    /** Whoever builds for two ways to boot should know which one it will be. */
    private static void warnIgnored(Fields fields) {
        String winner = fields.keys().contains("fit") ? "fit" : "rpiab";
        for (String other : List.of("rpiab", "linux", "initrd", "fdt")) {
            if (fields.keys().contains(winner) && fields.keys().contains(other) && !other.equals(winner)) {
                fields.warning(other, "ignored, since there is " + winner);
            }
        }
    }

    /** Builders write an empty name if there is none. */
    private static Optional<String> initrdConfig(Fields fields, VolumeReader volumes) {
        Optional<Fields.Text> text = fields.string("initrd_config");
        return text.isEmpty() || text.get().value().isEmpty() ? Optional.empty() : volumes.file(text.get());
    }

    private static Optional<String> file(Fields fields, String key, VolumeReader volumes) {
        Optional<Fields.Text> text = fields.string(key);
        return text.isEmpty() ? Optional.empty() : volumes.file(text.get());
    }

    private static Optional<VolumeName> volume(Fields fields, String key, VolumeReader volumes) {
        Optional<Fields.Text> text = fields.string(key);
        return text.isEmpty() ? Optional.empty() : volumes.volume(text.get());
    }

    private static Map<String, VolumeName> modules(Fields fields, VolumeReader volumes) {
        Map<String, VolumeName> byRelease = new LinkedHashMap<>();
        for (String key : fields.keys()) {
            if (!key.startsWith(MODULES)) {
                continue;
            }
            String release = key.substring(MODULES.length());
            Optional<VolumeName> volume = volume(fields, key, volumes);
            Optional<String> problem = Names.relativePath(release);
            if (problem.isPresent() || release.indexOf('/') >= 0) {
                fields.error(key, "found " + MODULES + " without the release of a kernel behind it");
            } else if (volume.isPresent()) {
                byRelease.put(release, volume.get());
            }
        }
        return byRelease;
    }

    private static List<String> addons(Fields fields, VolumeReader volumes) {
        List<String> addons = new ArrayList<>();
        for (Fields.Text text : fields.strings("addons")) {
            Optional<String> file = volumes.file(text);
            if (file.isPresent()) {
                addons.add(file.get());
            }
        }
        return addons;
    }
}
