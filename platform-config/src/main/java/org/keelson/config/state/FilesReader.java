package org.keelson.config.state;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keelson.config.Problems;
import org.keelson.config.json.CanonicalJson;
import org.keelson.config.json.JsonPath;
import org.keelson.config.json.Shown;

/**
 * Sorts the keys of a state: which are objects, which are documents, and which documents are containers.
 *
 * <p>A key is the path of a file. Its value is the file's SHA-256, or, if the path ends with {@code .json}, the file
 * itself. Signatures ({@code _sigs/}) and notes of the build ({@code src.json}, {@code build.json}) are no files of the
 * revision, whatever they are named.
 */
final class FilesReader {
    /** Where signatures are. */
    static final String SIGNATURES = "_sigs/";

    private final JsonObject root;
    private final Problems problems;
    private final JsonPath path = JsonPath.root("");
    /** Where one document after the other is written. */
    private final StringBuilder written = new StringBuilder();
    private final Map<String, String> objects = new LinkedHashMap<>();
    private final Map<String, String> documents = new LinkedHashMap<>();
    private final Set<String> containers = new LinkedHashSet<>();

    FilesReader(JsonObject root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    void read() {
        for (Map.Entry<String, JsonElement> entry : root.entrySet()) {
            String key = entry.getKey();
            if (!key.equals("#spec") && !skipped(key)) {
                file(key, entry.getValue());
            }
        }
        String good = "/"; // most files lie where the one before them lies
        for (String file : root.keySet()) {
            int slash = file.lastIndexOf('/');
            boolean same = slash == good.length() && file.startsWith(good);
            if (slash > 0 && !same && exists(file) && parents(file)) {
                good = file.substring(0, slash);
            }
        }
    }

    Map<String, String> objects() {
        return objects;
    }

    Map<String, String> documents() {
        return documents;
    }

    /** {@return the directories that have a container, in the order of the state} */
    Set<String> containers() {
        return containers;
    }

    boolean hasContainer(String directory) {
        return containers.contains(directory);
    }

    boolean exists(String file) {
        return objects.containsKey(file) || documents.containsKey(file);
    }

    private static boolean skipped(String key) {
        return key.startsWith(SIGNATURES) || named(key, "src.json") || named(key, "build.json");
    }

    private static boolean named(String key, String name) {
        int before = key.length() - name.length() - 1;
        return key.endsWith(name) && (before < 0 || key.charAt(before) == '/');
    }

    private void file(String key, JsonElement value) {
        Optional<String> problem = Names.objectPath(key);
        if (problem.isPresent()) {
            error(key, problem.get());
            return;
        }
        String text = value instanceof JsonPrimitive primitive && primitive.isString() ? primitive.getAsString() : null;
        if (text != null && Names.sha256(text).isEmpty()) {
            objects.put(key, text);
        } else if (!key.endsWith(".json")) {
            error(key, text == null ? Fields.expected(value, "a SHA-256 of 64 lower-case hex digits")
                    : Names.sha256(text).orElseThrow());
        } else if (text != null && Names.sha256(text.toLowerCase(Locale.ROOT)).isEmpty()) {
            error(key, "found the SHA-256 " + Shown.quote(text) + ", expected it in lower case");
        } else {
            documents.put(key, canonical(value));
        }
        container(key);
    }

    private String canonical(JsonElement value) {
        written.setLength(0);
        CanonicalJson.append(written, value);
        return written.toString();
    }

    /** Only {@code <name>/run.json} is a container; a {@code run.json} in an overlay belongs to its own container. */
    private void container(String key) {
        if (!key.endsWith("/run.json") || key.startsWith("_") || key.equals("bsp/run.json")) {
            return;
        }
        String directory = key.substring(0, key.length() - "/run.json".length());
        Optional<String> problem = Names.container(directory);
        if (problem.isEmpty()) {
            containers.add(directory);
        } else {
            error(key, problem.get());
        }
    }

    /** {@return whether no folder that the file lies in is a file itself} */
    private boolean parents(String file) {
        int slash = file.lastIndexOf('/');
        while (slash > 0) {
            String parent = file.substring(0, slash);
            if (exists(parent)) {
                error(file, "lies below " + Shown.quote(parent) + ", which is a file of the revision");
                return false;
            }
            slash = file.lastIndexOf('/', slash - 1);
        }
        return true;
    }

    private void error(String key, String message) {
        problems.error(path.member(key).toString(), message);
    }
}
