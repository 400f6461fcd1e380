package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about states shows every key of our own with an example that works, and tells everything that is not done yet. */
final class StateDocTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| `(.+)` \\| .* \\|$");

    private final String page = Files.readString(Path.of("../docs/state.md"));

    StateDocTest() throws IOException {}

    @Test
    void everyKeyOfOurOwnHasAnExampleThatIsGood() {
        Map<String, String> examples = new TreeMap<>();
        for (Matcher row = ROW.matcher(page); row.find();) {
            examples.put(row.group(1), row.group(2));
        }
        Set<String> own = new TreeSet<>(Set.of("auto_recovery"));
        JsonObject keys = StateSchema.TEXT.getAsJsonObject("$defs").getAsJsonObject("container").getAsJsonObject("properties");
        keys.entrySet().forEach(key -> {
            if (description(key.getValue().getAsJsonObject()).startsWith("Keelson's own.")) {
                own.add(key.getKey());
            }
        });

        assertEquals(own, examples.keySet());
        examples.forEach((key, example) -> {
            String others = SmallState.container("database", "'status_goal':'READY'") + "," + SmallState.container("settings", "");
            String state = SmallState.of(others, SmallState.container("web", "")).replace("\"name\":\"web\"",
                    "\"name\":\"web\",\"group\":\"app\",\"" + key + "\":" + example);
            assertEquals("[]", SampleState.problems(state).toString(), key);
            assertEquals("[]", SampleState.warnings(state).toString(), key);
            assertTrue(StateSchema.accepts(JsonParser.parseString(state)), key);
        });
    }

    @Test
    void everythingThatIsNotDoneYetIsTold() {
        String text = page.replace('\n', ' ');
        for (NotYet missing : NotYet.values()) {
            String what = missing.sentence().replaceAll(" (is|are) not supported yet$", "").replace(" with other options", "");
            assertTrue(text.contains(what), what);
        }
    }

    private static String description(JsonObject schema) {
        if (schema.has("description")) {
            return schema.get("description").getAsString();
        }
        String name = schema.has("$ref") ? schema.get("$ref").getAsString().replace("#/$defs/", "") : "";
        return name.isEmpty() ? "" : description(StateSchema.TEXT.getAsJsonObject("$defs").getAsJsonObject(name));
    }
}
