package org.keelson.config.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.CharArrayReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.CharBuffer;
import org.keelson.config.Parsed;
import org.keelson.config.Problems;

/** Builds the tree of one text from gson's tokens; used once, by one thread. */
final class TreeReader {
    private final JsonReader tokens;
    private final int maxDepth;
    private final Problems problems = new Problems();
    /** Where the reader is, for a syntax error. */
    private JsonPath here = JsonPath.root("");

    TreeReader(CharBuffer text, int maxDepth) {
        this.tokens = new JsonReader(new CharArrayReader(text.array(), text.arrayOffset(), text.remaining()));
        this.maxDepth = maxDepth;
        tokens.setStrictness(Strictness.STRICT);
    }

    Parsed<JsonElement> read() {
        JsonElement root = JsonNull.INSTANCE;
        try {
            JsonPath start = here;
            root = element(start, 1);
            here = start;
            tokens.peek();
        } catch (TooDeep _) {
            problems.error(here.toString(), "found more than " + maxDepth + " levels of arrays and objects");
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            problems.error(here.toString(), syntax(e));
        }
        return problems.any() ? new Parsed.Bad<>(problems.errors()) : new Parsed.Ok<>(root, problems.warnings());
    }

    private JsonElement element(JsonPath path, int depth) throws IOException, TooDeep {
        here = path;
        JsonToken token = tokens.peek();
        return switch (token) {
            case BEGIN_OBJECT -> object(path, depth);
            case BEGIN_ARRAY -> array(path, depth);
            case STRING -> new JsonPrimitive(checked(tokens.nextString(), path));
            case NUMBER -> new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(tokens));
            case BOOLEAN -> new JsonPrimitive(tokens.nextBoolean());
            case NULL -> {
                tokens.nextNull();
                yield JsonNull.INSTANCE;
            }
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new IllegalStateException("found " + token);
        };
    }

    private JsonObject object(JsonPath path, int depth) throws IOException, TooDeep {
        if (depth > maxDepth) {
            throw new TooDeep();
        }
        JsonObject object = new JsonObject();
        tokens.beginObject();
        while (tokens.hasNext()) {
            String name = tokens.nextName();
            JsonPath member = path.member(name);
            checked(name, member);
            JsonElement value = element(member, depth + 1);
            if (object.has(name)) {
                problems.error(member.toString(), "found this name a second time, expected it once");
            } else {
                object.add(name, value);
            }
            here = path;
        }
        tokens.endObject();
        return object;
    }

    private JsonArray array(JsonPath path, int depth) throws IOException, TooDeep {
        if (depth > maxDepth) {
            throw new TooDeep();
        }
        JsonArray array = new JsonArray();
        tokens.beginArray();
        for (int i = 0; tokens.hasNext(); i++) {
            array.add(element(path.element(i), depth + 1));
            here = path;
        }
        tokens.endArray();
        return array;
    }

    /** Half a surrogate pair cannot be written as UTF-8 again: the file would differ from what was signed. */
    private String checked(String text, JsonPath path) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                problems.error(path.toString(), "found half a surrogate pair at character " + i);
                break;
            }
        }
        return text;
    }

    /** Gson says where it stopped, but its advice (another strictness) and its URL would only confuse an operator. */
    private static String syntax(Exception e) {
        if (e instanceof EOFException) {
            return "found the end of the text, expected more JSON";
        }
        String message = e.getMessage() == null ? "" : e.getMessage();
        int from = message.indexOf(" at line ");
        int to = message.indexOf(" path ", Math.max(from, 0));
        return "found what is not JSON" + (from >= 0 && to > from ? message.substring(from, to) : "");
    }

    /** The text is nested too deeply; ends the reading. */
    private static final class TooDeep extends Exception {
        private static final long serialVersionUID = 1L;

        TooDeep() {
            super("too deep", null, false, false);
        }
    }
}
