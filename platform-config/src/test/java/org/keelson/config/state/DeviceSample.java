package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;
import org.keelson.config.Problems;
import org.keelson.config.json.Limits;
import org.keelson.config.json.StrictJson;

/** States without containers, written with single quotes, and the device in them, though it may ask for what is refused. */
final class DeviceSample {
    private DeviceSample() {}

    static JsonObject tree(String documents) {
        byte[] utf8 = SmallState.of(documents).getBytes(StandardCharsets.UTF_8);
        return ((Parsed.Ok<JsonElement>) StrictJson.parse(utf8, Limits.STATE)).value().getAsJsonObject();
    }

    /** What the documents say about the device, whether or not the state is refused. */
    static Device read(String documents) {
        DeviceReader reader = new DeviceReader(tree(documents), new Problems());
        return reader.read(reader.disks());
    }

    /** Checks that documents give exactly these problems, {@code path: message}. */
    static void refused(String documents, String... problems) {
        assertEquals(List.of(problems), lines(SampleState.problems(SmallState.of(documents))), documents);
    }

    /** Checks that documents give exactly these warnings, and no problem. */
    static void warned(String documents, String... warnings) {
        refused(documents);
        assertEquals(List.of(warnings), lines(SampleState.warnings(SmallState.of(documents))), documents);
    }

    /** Checks that documents give exactly these warnings, whether or not the state is refused. */
    static void warnedThoughRefused(String documents, String... warnings) {
        Problems problems = new Problems();
        DeviceReader reader = new DeviceReader(tree(documents), problems);
        reader.groups();
        reader.read(reader.disks());
        assertEquals(List.of(warnings), lines(problems.warnings()), documents);
    }

    private static List<String> lines(List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        for (Problem problem : problems) {
            lines.add(problem.toString());
        }
        return lines;
    }
}
