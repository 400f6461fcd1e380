package org.keelson.supervisor.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.keelson.config.Parsed;
import org.keelson.config.json.StrictJson;

/** Reads what a control socket answers. Members that are missing are empty: the other side may be older. */
final class Answers {
    private Answers() {}

    /**
     * Reads a list of objects.
     *
     * @param what what it should be, for the complaint
     */
    static List<JsonObject> list(String json, String what) throws CommandFailure {
        if (!(parse(json) instanceof Parsed.Ok<JsonElement>(JsonArray array, _))) {
            throw new CommandFailure("the answer is not " + what);
        }
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement element : array) {
            if (!(element instanceof JsonObject object)) {
                throw new CommandFailure("the answer is not " + what);
            }
            objects.add(object);
        }
        return objects;
    }

    /** Reads one object. */
    static JsonObject object(String json, String what) throws CommandFailure {
        if (parse(json) instanceof Parsed.Ok<JsonElement>(JsonObject object, _)) {
            return object;
        }
        throw new CommandFailure("the answer is not " + what);
    }

    private static Parsed<JsonElement> parse(String json) {
        return StrictJson.parse(json.getBytes(StandardCharsets.UTF_8), ControlClient.LIMITS);
    }

    /** A member that is text, a number or a boolean, as text; empty if there is none. */
    static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
    }

    /** How long a member of milliseconds is, in two units; empty if there is none. */
    static String duration(JsonObject object, String name) throws CommandFailure {
        return text(object, name).isEmpty() ? "" : Table.duration(number(object, name) / 1000);
    }

    /** A member that is a whole number; 0 if there is none. */
    static long number(JsonObject object, String name) throws CommandFailure {
        String text = text(object, name);
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new CommandFailure("the answer's " + name + " is not a number: " + text);
        }
    }

    /** What a container is, and what it waits for: {@code BLOCKED (container db)}. */
    static String status(JsonObject container) {
        String waitingFor = text(container, "waiting_for");
        return text(container, "status") + (waitingFor.isEmpty() ? "" : " (" + waitingFor + ")");
    }
}
