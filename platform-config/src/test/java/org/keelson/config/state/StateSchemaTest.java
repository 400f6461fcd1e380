package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keelson.config.Problem;
import org.keelson.config.json.CanonicalJson;

/** The schema of states takes what the reader takes; {@link BadStatesTest} has what both refuse. */
final class StateSchemaTest {
    private static final int ROUNDS = 200;

    @Test
    void theSampleIsGoodForBoth() {
        assertEquals(List.of(), SampleState.warnings(SampleState.TEXT));
        assertEquals(List.of(), StateSchema.complaints(JsonParser.parseString(SampleState.TEXT)));
    }

    @Test
    void theStatesOfTheDemoAndTheScenariosAreGoodForBoth() {
        Map<String, JsonObject> states = TreeStates.all();

        assertTrue(states.size() > 5, () -> "only " + states.keySet());
        states.forEach((name, state) -> {
            assertEquals(List.of(), SampleState.warnings(CanonicalJson.write(state)), name);
            assertEquals(List.of(), StateSchema.complaints(state), name);
        });
    }

    @Test
    void whatTheReaderAcceptsIsGoodForTheSchema() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            JsonObject state = StateGenerator.supported(seed);

            assertEquals(List.of(), SampleState.problems(CanonicalJson.write(state)), "seed " + seed);
            assertEquals(List.of(), StateSchema.complaints(state), "seed " + seed);
        }
    }

    @Test
    void whatIsNotSupportedYetIsGoodForTheSchemaAndRefusedForNothingElse() {
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            JsonObject state = StateGenerator.whole(seed);
            List<Problem> problems = SampleState.problems(CanonicalJson.write(state));
            refused += problems.isEmpty() ? 0 : 1;

            assertEquals(List.of(), others(problems), "seed " + seed);
            assertEquals(List.of(), StateSchema.complaints(state), "seed " + seed);
        }
        assertTrue(refused > ROUNDS / 2, "refused: " + refused);
    }

    @Test
    void examplesAndDefaultsOfTheSchemaAreGoodForIt() {
        List<String> bad = new ArrayList<>();
        examples(StateSchema.TEXT, "$", bad);

        assertEquals(List.of(), bad);
    }

    private static List<Problem> others(List<Problem> problems) {
        List<Problem> others = new ArrayList<>(problems);
        others.removeIf(problem -> problem.message().endsWith("not supported yet")
                || problem.path().equals("$") && problem.message().startsWith("and "));
        return others;
    }

    private static void examples(JsonElement element, String path, List<String> bad) {
        if (element instanceof JsonObject schema) {
            JsonObject alone = schema.deepCopy();
            alone.add("$defs", StateSchema.TEXT.get("$defs"));
            List<JsonElement> examples = new ArrayList<>();
            if (schema.has("examples") && schema.get("examples").isJsonArray()) {
                schema.getAsJsonArray("examples").forEach(examples::add);
            }
            if (schema.has("default") && !schema.get("default").isJsonObject()) {
                examples.add(schema.get("default"));
            }
            for (JsonElement example : examples) {
                if (!StateSchema.valid(alone, example)) {
                    bad.add(path + ": " + example);
                }
            }
            schema.entrySet().forEach(member -> examples(member.getValue(), path + "." + member.getKey(), bad));
        } else if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(part -> examples(part, path + "[]", bad));
        }
    }
}
