package org.keelson.supervisor.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import org.keelson.config.Parsed;
import org.keelson.config.json.Limits;
import org.keelson.config.json.StrictJson;

/**
 * What a request for something says: {@code {"type":"ready","payload":""}}.
 *
 * @param word what is asked for
 * @param payload more about it, empty if not given
 */
record Body(String word, String payload) {
    /** Reads JSON with a string of that name, and perhaps a payload, which is a string; further members are left alone. */
    static Optional<Body> read(byte[] json, String name) {
        Limits limits = new Limits(RequestReader.MAX_BODY, 8);
        if (StrictJson.parse(json, limits) instanceof Parsed.Ok<JsonElement>(JsonObject object, _)) {
            JsonElement payload = object.has("payload") ? object.get("payload") : new JsonPrimitive("");
            if (string(object.get(name)) && string(payload)) {
                return Optional.of(new Body(object.get(name).getAsString(), payload.getAsString()));
            }
        }
        return Optional.empty();
    }

    private static boolean string(JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString();
    }
}
