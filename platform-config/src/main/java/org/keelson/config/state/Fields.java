package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;
import org.keelson.config.json.Shown;

/**
 * The members of one JSON object, asked for by name and type; used by one thread while a state is read.
 *
 * <p>A member that is absent is empty; one of the wrong type is a problem, and empty. What nobody has asked for is
 * unknown, and {@link #warnUnknown} says so.
 */
final class Fields {
    /** A string, and where it stands. */
    record Text(String value, JsonPath path) {}

    private static final int SMALL = 32;

    private final JsonObject object;
    private final JsonPath path;
    private final Problems problems;
    /** Which members somebody has asked for; a list where that is no slower, since it takes much less memory. */
    private final Collection<String> known;

    private Fields(JsonObject object, JsonPath path, Problems problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
        this.known = object.size() <= SMALL ? new ArrayList<>(object.size()) : HashSet.newHashSet(object.size());
    }

    /** {@return the members of an element that has to be an object} */
    static Optional<Fields> of(JsonElement element, JsonPath path, Problems problems) {
        if (element instanceof JsonObject object) {
            return Optional.of(new Fields(object, path, problems));
        }
        problems.error(path.toString(), expected(element, "an object"));
        return Optional.empty();
    }

    JsonPath path() {
        return path;
    }

    JsonPath path(String key) {
        return path.member(key);
    }

    Set<String> keys() {
        return object.keySet();
    }

    /** Reports what is wrong with the object as a whole. */
    void error(String message) {
        problems.error(path.toString(), message);
    }

    void error(String key, String message) {
        problems.error(path(key).toString(), message);
    }

    void error(Text at, String message) {
        problems.error(at.path().toString(), message);
    }

    void warning(Text at, String message) {
        problems.warning(at.path().toString(), message);
    }

    void warning(String key, String message) {
        problems.warning(path(key).toString(), message);
    }

    Optional<JsonElement> element(String key) {
        JsonElement element = object.get(key);
        if (element != null && !known.contains(key)) {
            known.add(key);
        }
        return Optional.ofNullable(element);
    }

    Optional<Text> string(String key) {
        Optional<JsonElement> element = element(key);
        return element.isEmpty() ? Optional.empty() : text(element.get(), path(key));
    }

    /** {@return a string that must be there} */
    Optional<Text> required(String key, String expected) {
        require(key, expected);
        return string(key);
    }

    /** Checks a string that must be there and for which there is only one value. */
    void only(String key, String value, String expected) {
        Optional<Text> text = required(key, expected);
        if (text.isPresent() && !text.get().value().equals(value)) {
            Words.unknown(this, text.get(), expected);
        }
    }

    /** Checks the format, which may be left out. */
    void spec(String expected) {
        if (element("#spec").isPresent()) {
            only("#spec", expected, expected);
        }
    }

    /** {@return the string, unless something is wrong with it} */
    Optional<String> checked(Text text, Optional<String> problem) {
        if (problem.isPresent()) {
            error(text, problem.get());
            return Optional.empty();
        }
        return Optional.of(text.value());
    }

    /** {@return whether the word is yes; without one it is not} */
    boolean yes(String key) {
        Optional<Text> text = string(key);
        if (text.isPresent() && !text.get().value().equals("yes") && !text.get().value().equals("no")) {
            Words.unknown(this, text.get(), "\"yes\" or \"no\"");
        }
        return text.isPresent() && text.get().value().equals("yes");
    }

    boolean bool(String key, boolean absent) {
        Optional<JsonElement> element = element(key);
        if (element.isEmpty()) {
            return absent;
        }
        if (element.get() instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        error(key, expected(element.get(), "true or false"));
        return absent;
    }

    /** {@return a whole number without sign, fraction or exponent, up to {@code max}} */
    Optional<Integer> number(String key, int max) {
        return number(key, 0, max);
    }

    /** {@return a whole number without sign, fraction or exponent, from {@code min} to {@code max}} */
    Optional<Integer> number(String key, int min, int max) {
        Optional<String> text = numberText(key);
        OptionalLong number = text.isEmpty() ? OptionalLong.empty() : Numbers.whole(text.get(), min, max);
        if (number.isPresent()) {
            return Optional.of((int) number.getAsLong());
        }
        if (object.has(key)) {
            unexpected(key, "a whole number from " + min + " to " + max);
        }
        return Optional.empty();
    }

    /** {@return a number in thousandths, from {@code min} to {@code max} of them} */
    Optional<Integer> thousandths(String key, int min, int max, String expected) {
        Optional<String> text = numberText(key);
        OptionalInt number = text.isEmpty() ? OptionalInt.empty() : Numbers.thousandths(text.get(), min, max);
        if (number.isPresent()) {
            return Optional.of(number.getAsInt());
        }
        unexpected(key, expected);
        return Optional.empty();
    }

    Duration seconds(String key, int min, int max, Duration absent) {
        Optional<Integer> seconds = number(key, min, max);
        return seconds.isEmpty() ? absent : Duration.ofSeconds(seconds.get());
    }

    /** {@return the text of a member that may be written as a string or as a number} */
    Optional<Text> stringOrNumber(String key, String expected) {
        Optional<JsonElement> element = element(key);
        if (element.isPresent() && element.get() instanceof JsonPrimitive primitive && !primitive.isBoolean()) {
            return Optional.of(new Text(primitive.getAsString(), path(key)));
        }
        unexpected(key, expected);
        return Optional.empty();
    }

    /** Reports a member that is there and is not what was expected. */
    void unexpected(String key, String expected) {
        Optional<JsonElement> element = element(key);
        if (element.isPresent()) {
            error(key, expected(element.get(), expected));
        }
    }

    /** Reports a member that has to be there and is not. */
    void require(String key, String expected) {
        if (!object.has(key)) {
            error(key, "missing, expected " + expected);
        }
    }

    private Optional<String> numberText(String key) {
        Optional<JsonElement> element = element(key);
        return element.isPresent() && element.get() instanceof JsonPrimitive primitive && primitive.isNumber()
                ? Optional.of(primitive.getAsString()) : Optional.empty();
    }

    Optional<Fields> object(String key) {
        Optional<JsonElement> element = element(key);
        return element.isEmpty() ? Optional.empty() : of(element.get(), path(key), problems);
    }

    Optional<JsonArray> array(String key) {
        Optional<JsonElement> element = element(key);
        if (element.isEmpty()) {
            return Optional.empty();
        }
        if (element.get() instanceof JsonArray array) {
            return Optional.of(array);
        }
        error(key, expected(element.get(), "an array"));
        return Optional.empty();
    }

    /** {@return the members of each object of an array} */
    List<Fields> objects(String key) {
        List<Fields> objects = new ArrayList<>();
        Optional<JsonArray> array = array(key);
        for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
            Optional<Fields> fields = of(array.get().get(i), path(key).element(i), problems);
            if (fields.isPresent()) {
                objects.add(fields.get());
            }
        }
        return objects;
    }

    List<Text> strings(String key) {
        List<Text> texts = new ArrayList<>();
        Optional<JsonArray> array = array(key);
        for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
            Optional<Text> text = text(array.get().get(i), path(key).element(i));
            if (text.isPresent()) {
                texts.add(text.get());
            }
        }
        return texts;
    }

    void warnUnknown() {
        if (known.size() == object.size()) {
            return;
        }
        for (String key : object.keySet()) {
            if (!known.contains(key)) {
                warning(key, "unknown key, ignored");
            }
        }
    }

    /** {@return the sentence about a value of the wrong type} */
    static String expected(JsonElement found, String what) {
        return "found " + describe(found) + ", expected " + what;
    }

    static boolean isEmpty(JsonElement element) {
        return element instanceof JsonObject members && members.isEmpty()
                || element instanceof JsonArray array && array.isEmpty();
    }

    private Optional<Text> text(JsonElement element, JsonPath where) {
        if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            return Optional.of(new Text(primitive.getAsString(), where));
        }
        problems.error(where.toString(), expected(element, "a string"));
        return Optional.empty();
    }

    private static String describe(JsonElement element) {
        if (element instanceof JsonPrimitive primitive) {
            String text = Shown.quote(primitive.getAsString());
            return primitive.isString() ? "the string " + text : text.substring(1, text.length() - 1);
        }
        return element instanceof JsonObject ? "an object" : element instanceof JsonArray ? "an array" : "null";
    }
}
