package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random pieces of good states: names, paths, numbers, often at the edge of what is allowed. */
final class Rand {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final List<String> COMPONENTS =
            List.of("a", "etc", "..b", "b..", ".ssh", "a b", "ü,:", "😀", "c\"d", "e\\f", "x.conf");

    private final Random random;
    private final int density;
    private int names;

    /** Makes pieces; a member is there with a probability of {@code density} percent. */
    Rand(long seed) {
        this.random = new Random(seed);
        this.density = random.nextInt(4) == 0 ? 100 : random.nextInt(10, 90);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean often() {
        return random.nextInt(100) < density;
    }

    @SafeVarargs
    final <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    JsonElement word(String... words) {
        return new JsonPrimitive(one(words));
    }

    JsonElement bool() {
        return new JsonPrimitive(random.nextBoolean());
    }

    JsonElement number(long min, long max) {
        return new JsonPrimitive(one(min, max, random.nextLong(min, max + 1)));
    }

    /** A number with at most three decimals, whatever that is in binary. */
    JsonElement decimal(String min, String max, int most) {
        String between = random.nextInt(1, most) + one("", ".5", ".25", ".125", ".100");
        return JsonParser.parseString(one(min, max, between));
    }

    /** A name as most things have one, unlike all others of this state. */
    String name() {
        StringBuilder name = new StringBuilder().append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        String rest = LETTERS + "._-+@";
        for (int i = one(0, 3, 8, 50); i > 0; i--) {
            name.append(rest.charAt(random.nextInt(rest.length())));
        }
        return name.append('-').append(names++).toString();
    }

    String variable() {
        return one("_", "A", "z") + one("", "_x", "PATH", "0") + names++;
    }

    String path() {
        StringBuilder path = new StringBuilder("f").append(names++);
        for (int i = random.nextInt(3); i > 0; i--) {
            path.append('/').append(COMPONENTS.get(random.nextInt(COMPONENTS.size())));
        }
        return path.toString();
    }

    String hex(int digits) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            hex.append("0123456789abcdef".charAt(random.nextInt(16)));
        }
        return hex.toString();
    }

    JsonElement text() {
        return new JsonPrimitive(one("", "x", "a b", "é😀", "\"\\/", "'", "--x=$(y)", "a".repeat(300)));
    }

    JsonArray list(int most, Supplier<JsonElement> element) {
        JsonArray list = new JsonArray();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    /** Adds a member, or leaves it out. */
    void maybe(JsonObject object, String key, Supplier<JsonElement> value) {
        if (often()) {
            object.add(key, value.get());
        }
    }

    /** The same members in another order. */
    JsonObject shuffled(JsonObject object) {
        List<String> keys = new ArrayList<>(object.keySet());
        Collections.shuffle(keys, random);
        JsonObject shuffled = new JsonObject();
        keys.forEach(key -> shuffled.add(key, object.get(key)));
        return shuffled;
    }
}
