package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keelson.config.ByteMutation;
import org.keelson.config.Fuzz;
import org.keelson.config.Parsed;
import org.keelson.config.json.CanonicalJson;
import org.keelson.config.json.Limits;
import org.keelson.config.json.StrictJson;

/** Any input gives a value or problems that can be shown, never an exception. */
final class StateFuzzTest {
    private static final byte[] SAMPLE = bytes(SampleState.TEXT);
    private static final List<byte[]> GOOD = good();

    @Test
    void randomBytesGiveAValueOrProblems() {
        Fuzz.check(20_000, random -> {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            read(bytes);
        });
    }

    @Test
    void randomPiecesOfJsonGiveAValueOrProblems() {
        String[] pieces = {"{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d800", "0", "-", ".", "e", "true", "null",
            "\"a\"", "\"#spec\"", " ", "\n", "é", "\u0000", "/*", "//", "'", "1e999999999", "\"pantavisor"};
        Fuzz.check(30_000, random -> {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            read(bytes(text.toString()));
        });
    }

    @Test
    void changedTextsOfGoodStatesGiveAValueOrProblems() {
        Fuzz.check(8_000, random -> read(ByteMutation.change(GOOD.get(random.nextInt(GOOD.size())), random)));
    }

    @Test
    void everyPrefixOfAGoodStateIsRefused() {
        int end = SampleState.TEXT.stripTrailing().length();
        for (int length = 0; length < end; length += 1 + length % 7) {
            assertTrue(read(Arrays.copyOf(SAMPLE, length)) instanceof Parsed.Bad, "length " + length);
        }
    }

    @Test
    void changedTreesOfGoodStatesAreReadTheSameHoweverTheyAreWritten() {
        int[] good = new int[1];
        int[] all = new int[1];
        Fuzz.check(3_000, random -> {
            JsonObject tree = StateGenerator.supported(random.nextLong());
            TreeMutation.change(tree, random);
            good[0] += readTheSame(tree, random) instanceof Parsed.Ok ? 1 : 0;
            all[0]++;
        });
        assertTrue(good[0] > all[0] / 20 && good[0] < all[0] / 2, () -> "good states: " + good[0]);
    }

    @Test
    void changedTreesOfWholeStatesAreReadTheSameHoweverTheyAreWritten() {
        Fuzz.check(2_000, random -> {
            JsonObject tree = StateGenerator.whole(random.nextLong());
            TreeMutation.change(tree, random);
            readTheSame(tree, random);
        });
    }

    private static Parsed<RevisionState> readTheSame(JsonElement tree, Random random) {
        String canonical = CanonicalJson.write(tree);
        Parsed<RevisionState> parsed = read(bytes(canonical));
        if (StrictJson.parse(bytes(canonical), Limits.STATE) instanceof Parsed.Ok<JsonElement>(JsonElement same, _)) {
            assertEquals(tree, same);
            String spelt = Spelling.write(same, random);
            assertEquals(parsed, read(bytes(spelt)), spelt);
            assertEquals(canonical, CanonicalJson.write(((Parsed.Ok<JsonElement>) StrictJson.parse(bytes(spelt), Limits.STATE)).value()));
        }
        return parsed;
    }

    private static Parsed<RevisionState> read(byte[] bytes) {
        Parsed<RevisionState> parsed = StateReader.read(bytes);
        switch (parsed) {
            case Parsed.Ok<RevisionState> ok -> Fuzz.showable(ok.warnings());
            case Parsed.Bad<RevisionState> bad -> {
                assertFalse(bad.problems().isEmpty());
                Fuzz.showable(bad.problems());
            }
        }
        return parsed;
    }

    private static List<byte[]> good() {
        List<byte[]> good = new ArrayList<>(List.of(SAMPLE, bytes(WholeStateTest.RICH)));
        for (int seed = 0; seed < 50; seed++) {
            good.add(bytes(StateGenerator.supported(seed).toString()));
            good.add(bytes(StateGenerator.whole(seed).toString()));
        }
        return good;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
