package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;
import org.keelson.config.json.CanonicalJson;
import org.keelson.config.json.Limits;
import org.keelson.config.json.StrictJson;

/** Any input gives a value or problems, never an exception; the seeds are fixed, so a failure can be repeated. */
final class StateFuzzTest {
    private static final byte[] SAMPLE = SampleState.TEXT.getBytes(StandardCharsets.UTF_8);

    @Test
    void randomBytesGiveAValueOrProblems() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);

            check(bytes, "round " + round);
        }
    }

    @Test
    void randomPiecesOfJsonGiveAValueOrProblems() {
        Random random = new Random(2);
        String[] pieces = {"{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d800", "0", "-", ".", "e", "true", "null",
            "\"a\"", "\"#spec\"", " ", "\n", "é", "\u0000", "/*", "//", "'", "1e999999999", "\"pantavisor"};
        for (int round = 0; round < 30_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }

            check(text.toString().getBytes(StandardCharsets.UTF_8), "round " + round + ": " + text);
        }
    }

    @Test
    void changedBytesOfAGoodStateGiveAValueOrProblems() {
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = SAMPLE.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }

            check(bytes, "round " + round);
        }
    }

    @Test
    void everyPrefixOfAGoodStateIsRefused() {
        int end = SampleState.TEXT.stripTrailing().length();
        for (int length = 0; length < end; length += 1 + length % 7) {
            byte[] bytes = Arrays.copyOf(SAMPLE, length);

            assertTrue(StateReader.read(bytes) instanceof Parsed.Bad, "length " + length);
        }
    }

    @Test
    void changedTreesGiveAValueOrProblemsWithoutForgedLines() {
        Random random = new Random(4);
        int good = 0;
        int rounds = 3_000;
        for (int round = 0; round < rounds; round++) {
            JsonElement tree = tree(SAMPLE);
            for (int i = random.nextInt(3); i >= 0; i--) {
                change(tree, random);
            }
            Parsed<RevisionState> parsed =
                    check(CanonicalJson.write(tree).getBytes(StandardCharsets.UTF_8), "round " + round);
            good += parsed instanceof Parsed.Ok ? 1 : 0;
        }
        assertTrue(good > rounds / 50 && good < rounds / 2, "good states: " + good);
    }

    @Test
    void changedTreesOfARichStateGiveProblemsWithoutForgedLines() {
        Random random = new Random(6);
        byte[] rich = WholeStateTest.RICH.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3_000; round++) {
            JsonElement tree = tree(rich);
            for (int i = random.nextInt(4); i >= 0; i--) {
                change(tree, random);
            }

            check(CanonicalJson.write(tree).getBytes(StandardCharsets.UTF_8), "round " + round);
        }
    }

    @Test
    void canonicalTextReadsBackAsTheSameTree() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            JsonElement tree = randomTree(random, 4);
            String text = CanonicalJson.write(tree);

            JsonElement again = tree(text.getBytes(StandardCharsets.UTF_8));

            assertEquals(tree, again, "round " + round);
            assertEquals(text, CanonicalJson.write(again), "round " + round);
        }
    }

    private static Parsed<RevisionState> check(byte[] bytes, String round) {
        Parsed<RevisionState> parsed = StateReader.read(bytes);
        List<Problem> problems = switch (parsed) {
            case Parsed.Ok<RevisionState> ok -> ok.warnings();
            case Parsed.Bad<RevisionState> bad -> bad.problems();
        };
        for (Problem problem : problems) {
            String line = problem.toString();
            assertTrue(line.length() < 500, round);
            assertTrue(line.chars().noneMatch(Character::isISOControl), round);
        }
        return parsed;
    }

    private static JsonElement tree(byte[] utf8) {
        return ((Parsed.Ok<JsonElement>) StrictJson.parse(utf8, Limits.STATE)).value();
    }

    /** Walks to a random place and puts something else there, renames it, or takes it away. */
    private static void change(JsonElement tree, Random random) {
        if (tree instanceof JsonArray array && !array.isEmpty()) {
            int at = random.nextInt(array.size());
            if (random.nextBoolean()) {
                change(array.get(at), random);
            } else {
                array.set(at, randomTree(random, 2));
            }
        } else if (tree instanceof JsonObject object && !object.isEmpty()) {
            List<String> keys = new ArrayList<>(object.keySet());
            String key = keys.get(random.nextInt(keys.size()));
            switch (random.nextInt(8)) {
                case 0 -> object.add(key, randomTree(random, 2));
                case 1 -> object.remove(key);
                case 2 -> object.add(randomText(random), object.remove(key));
                case 3 -> object.add(keys.get(random.nextInt(keys.size())), object.get(key));
                default -> change(object.get(key), random);
            }
        }
    }

    private static JsonElement randomTree(Random random, int depth) {
        switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0:
                return JsonNull.INSTANCE;
            case 1:
                return new JsonPrimitive(random.nextBoolean());
            case 2:
                return new JsonPrimitive(random.nextInt(2000) - 1000);
            case 3:
                return new JsonPrimitive(randomText(random));
            case 4:
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(randomTree(random, depth - 1));
                }
                return array;
            default:
                JsonObject object = new JsonObject();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.add(randomText(random), randomTree(random, depth - 1));
                }
                return object;
        }
    }

    private static String randomText(Random random) {
        String[] words = {"web", "..", "a/b", "no", "root", "run.json", "x/run.json", "\n", "\u0000", "\"", "\\", "é",
            "😀", "\u2028", SampleState.SHA, "", "a".repeat(300)};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(words[random.nextInt(words.length)]);
        }
        return text.toString();
    }
}
