package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.harrel.jsonschema.Annotation;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code docs/state.schema.json}, and a validator of somebody else that knows nothing of the reader. */
final class StateSchema {
    /** The schema as it is published. */
    static final JsonObject TEXT = load();

    private static final URI HERE = URI.create("urn:state");
    private static final Validator VALIDATOR = validator();

    private StateSchema() {}

    /** {@return what the schema finds wrong with a state: where, and what} */
    static List<String> complaints(JsonElement state) {
        List<String> complaints = new ArrayList<>();
        for (Error error : VALIDATOR.validate(HERE, state).getErrors()) {
            complaints.add(error.getInstanceLocation() + ": " + error.getError());
        }
        return complaints;
    }

    static boolean accepts(JsonElement state) {
        try {
            return VALIDATOR.validate(HERE, state).isValid();
        } catch (NumberFormatException _) {
            return false; // a number that nobody can hold in memory
        }
    }

    /** {@return which members of which objects of a good state the schema has said something about, by keyword} */
    static List<Annotation> annotations(JsonElement state) {
        return VALIDATOR.validate(HERE, state).getAnnotations();
    }

    /** {@return whether a value is good for a schema that stands alone} */
    static boolean valid(JsonObject schema, JsonElement value) {
        return new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).validate(inJava(schema, false), value).isValid();
    }

    /** {@return the objects of the state of which all keys are known, by their place in the schema} */
    static Map<String, JsonObject> places() {
        Map<String, JsonObject> places = new TreeMap<>();
        places(TEXT, "", places);
        return places;
    }

    private static void places(JsonElement element, String pointer, Map<String, JsonObject> places) {
        if (element instanceof JsonObject object) {
            boolean closed = object.get("additionalProperties") instanceof JsonObject others && others.has("$ref")
                    && others.get("$ref").getAsString().equals("#/$defs/unknown");
            if (closed) {
                places.put(pointer, object);
            }
            object.entrySet().forEach(member -> places(member.getValue(), pointer + "/" + member.getKey(), places));
        } else if (element instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                places(array.get(i), pointer + "/" + i, places);
            }
        }
    }

    private static JsonObject load() {
        try {
            return JsonParser.parseString(Files.readString(Path.of("../docs/state.schema.json"))).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Validator validator() {
        Validator validator = new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();
        validator.registerSchema(HERE, inJava(TEXT, false));
        return validator;
    }

    /** A schema's {@code $} is the very end of a text; in Java's expressions it is also before a last line feed. */
    private static JsonElement inJava(JsonElement schema, boolean patterns) {
        if (schema instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(element -> copy.add(inJava(element, false)));
            return copy;
        }
        if (!(schema instanceof JsonObject object)) {
            return schema;
        }
        JsonObject copy = new JsonObject();
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            String key = member.getKey();
            boolean pattern = key.equals("pattern") && member.getValue() instanceof JsonPrimitive;
            copy.add(patterns ? end(key) : key, pattern ? new JsonPrimitive(end(member.getValue().getAsString()))
                    : inJava(member.getValue(), key.equals("patternProperties")));
        }
        return copy;
    }

    private static String end(String pattern) {
        return pattern.replaceAll("(?<![\\\\^\\[])\\$", "\\\\z");
    }
}
