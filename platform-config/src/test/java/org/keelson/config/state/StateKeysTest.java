package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.harrel.jsonschema.Annotation;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keelson.config.Problem;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;

/** The reader and the schema know the same keys, at every place of a state. */
final class StateKeysTest {
    private static final Path CLASSES = Path.of("target/classes/org/keelson/config/state");
    private static final int STATES = 150;
    private static final int BATCH = 100;
    private static final String UNKNOWN = "unknown key, ignored";
    /** With this key an offered service is another kind of service. */
    private static final String TURNS = "owns";

    /** An object of a state about which one place of the schema speaks. */
    private record Example(JsonObject state, String pointer) {}

    /** By the place in the schema: an object that it is about, and the keys that were seen there in all states. */
    private final Map<String, Example> examples = new TreeMap<>();
    private final Map<String, Set<String>> seen = new TreeMap<>();

    StateKeysTest() {
        for (int seed = 0; seed < STATES; seed++) {
            JsonObject state = StateGenerator.whole(seed);
            for (Annotation annotation : StateSchema.annotations(state)) {
                if (annotation.getKeyword().equals("properties") && annotation.getAnnotation() instanceof Collection<?> keys) {
                    String place = annotation.getSchemaLocation().replaceFirst("^[^#]*#", "").replaceFirst("/properties$", "");
                    examples.putIfAbsent(place, new Example(state, annotation.getInstanceLocation()));
                    keys.forEach(key -> seen.computeIfAbsent(place, _ -> new TreeSet<>()).add((String) key));
                }
            }
        }
    }

    @Test
    void everyKeyOfTheSchemaIsReadWithoutAWarning() {
        Map<String, JsonObject> places = StateSchema.places();
        assertTrue(places.size() > 25, () -> "only " + places.keySet());
        places.forEach((place, schema) -> assertEquals(keys(schema), seen.get(place), place));
        for (int seed = 0; seed < STATES; seed++) {
            for (String key : unknown(StateGenerator.whole(seed))) {
                assertTrue(key.contains("unknown"), "seed " + seed + ": " + key);
            }
        }
    }

    @Test
    void everyKeyOfTheReaderIsInTheSchema() throws IOException {
        Set<String> words = words();
        assertTrue(words.containsAll(Set.of("root-volume", "#spec", "init_order", "auto_recovery")), words::toString);
        StateSchema.places().forEach((place, schema) -> {
            TreeSet<String> strange = new TreeSet<>(words);
            strange.removeAll(keys(schema));
            strange.remove(TURNS);
            strange.removeIf(word -> schema.has("patternProperties") && schema.getAsJsonObject("patternProperties").keySet().stream()
                    .anyMatch(pattern -> word.matches(pattern + ".*")));
            List<String> all = List.copyOf(strange);
            for (int from = 0; from < all.size(); from += BATCH) {
                nobodyKnows(all.subList(from, Math.min(all.size(), from + BATCH)), place);
            }
        });
    }

    private void nobodyKnows(List<String> words, String place) {
        Example example = examples.get(place);
        JsonObject state = example.state().deepCopy();
        JsonObject object = (JsonObject) at(state, example.pointer());
        words.forEach(word -> object.add(word, JsonNull.INSTANCE));

        Set<String> found = unknown(state);

        words.forEach(word -> assertTrue(found.contains(path(example.pointer(), word)), "the reader knows " + word + " at " + place));
    }

    @Test
    void everyFileOfTheReaderIsInTheSchema() throws IOException {
        for (String word : words(".*\\.json")) {
            for (String name : List.of(word, "web" + word, "web/" + word, "bsp/" + word)) {
                if (!name.startsWith("/") && !name.startsWith("..")) {
                    JsonObject state = StateGenerator.object("#spec", () -> new JsonPrimitive("pantavisor-service-system@1"));
                    state.add("web/run.json", StateGenerator.object("name", () -> new JsonPrimitive("web")));
                    state.getAsJsonObject("web/run.json").addProperty("type", "lxc");
                    state.addProperty(name, 7);

                    assertEquals(StateSchema.accepts(state), SampleState.problems(state.toString()).isEmpty(), name);
                }
            }
        }
    }

    private static Set<String> keys(JsonObject schema) {
        return new TreeSet<>(schema.getAsJsonObject("properties").keySet());
    }

    /** The paths of all keys of a state that the reader does not know; they are told apart from others that it refuses. */
    private static Set<String> unknown(JsonObject state) {
        Problems problems = new Problems();
        new StateReader(state, problems).read();
        Set<String> unknown = new TreeSet<>();
        for (Problem warning : problems.warnings()) {
            if (warning.message().equals(UNKNOWN)) {
                unknown.add(warning.path());
            }
        }
        return unknown;
    }

    private static JsonElement at(JsonElement root, String pointer) {
        JsonElement element = root;
        for (String step : steps(pointer)) {
            element = element.isJsonArray() ? element.getAsJsonArray().get(Integer.parseInt(step)) : element.getAsJsonObject().get(step);
        }
        return element;
    }

    private static String path(String pointer, String key) {
        List<String> steps = steps(pointer);
        JsonPath path = JsonPath.root(steps.getFirst() + ":");
        for (String step : steps.subList(1, steps.size())) {
            path = step.matches("[0-9]+") ? path.element(Integer.parseInt(step)) : path.member(step);
        }
        return path.member(key).toString();
    }

    private static List<String> steps(String pointer) {
        return Stream.of(pointer.substring(1).split("/")).map(step -> step.replace("~1", "/").replace("~0", "~")).toList();
    }

    private static Set<String> words() throws IOException {
        return words("#?[A-Za-z][A-Za-z0-9_-]*");
    }

    /** Every constant text of the reader: whatever key it knows is among them. */
    private static Set<String> words(String pattern) throws IOException {
        Set<String> words = new TreeSet<>();
        try (Stream<Path> files = Files.list(CLASSES)) {
            for (Path file : files.toList()) {
                for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
                    if (entry instanceof StringEntry string && string.stringValue().matches(pattern)) {
                        words.add(string.stringValue());
                    }
                }
            }
        }
        return words;
    }
}
