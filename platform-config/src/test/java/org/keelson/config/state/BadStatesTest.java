package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;
import org.keelson.config.json.Limits;
import org.keelson.config.json.StrictJson;

/** Every rule of the format has a state that breaks it and nothing else: {@code src/test/resources/bad}. */
final class BadStatesTest {
    private static final Set<String> BEYOND_A_SCHEMA = Set.of("cross reference", "cycle", "duplicate", "missing file",
            "relation between files", "comparison of values", "spelling of a number", "bound of a number in a string", "length in bytes",
            "form of an IPv6 address", "not supported yet");

    private static List<BadState> states() {
        return BadState.all();
    }

    @ParameterizedTest
    @MethodSource("states")
    void theFaultIsFoundWithItsPlaceAndNothingElse(BadState state) {
        List<String> found = new ArrayList<>();
        if (StateReader.read(state.bytes()) instanceof Parsed.Bad<RevisionState>(List<Problem> problems)) {
            problems.forEach(problem -> found.add(problem.toString()));
        }

        assertEquals(state.problems(), found);
    }

    @ParameterizedTest
    @MethodSource("states")
    void theSchemaSeesItTooUnlessASchemaCannot(BadState state) {
        if (StrictJson.parse(state.bytes(), Limits.STATE) instanceof Parsed.Ok<JsonElement>(JsonElement tree, _)) {
            assertEquals(!state.unseen().isEmpty(), StateSchema.accepts(tree), "accepted by the schema");
        } else {
            assertEquals("", state.unseen(), "there is nothing to see");
        }
    }

    @Test
    void oneFaultIsOneProblemOrThereIsAReason() {
        Set<String> titles = new HashSet<>();
        for (BadState state : states()) {
            assertTrue(titles.add(state.title()), state + " is there twice");
            assertEquals(state.problems().size() == 1, state.why().isEmpty(), state + ": problems and reason");
            assertTrue(state.unseen().isEmpty() || BEYOND_A_SCHEMA.contains(state.unseen()), state + ": " + state.unseen());
        }
        assertTrue(titles.size() >= 300, () -> "only " + titles.size() + " states");
    }
}
