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
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import org.keelson.config.Parsed;
import org.keelson.config.Problems;

/**
 * Builds the tree of one text from gson's tokens; used once, by one thread.
 *
 * <p>Where it is, it knows as steps from the root, which become a path only for a problem: a path for each value would cost as much
 * memory as the values.
 */
final class TreeReader {
    private final JsonReader tokens;
    private final Problems problems = new Problems();
    /** The name at each step; null if the step is to the element of an array. */
    private final String[] names;
    private final int[] positions;
    /** How many steps there are. */
    private int depth;
    /** Whether there may be half a surrogate pair: what is decoded from UTF-8 has none, so only an escape can be one. */
    private final boolean escapes;

    TreeReader(String text, int maxDepth) {
        this.tokens = new JsonReader(new StringReader(text));
        this.names = new String[maxDepth];
        this.positions = new int[maxDepth];
        this.escapes = text.contains("\\u");
        tokens.setStrictness(Strictness.STRICT);
    }

    Parsed<JsonElement> read() {
        JsonElement root = JsonNull.INSTANCE;
        try {
            root = element();
            tokens.peek();
        } catch (TooDeep _) {
            problem("found more than " + names.length + " levels of arrays and objects");
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            problem(syntax(e));
        }
        return problems.any() ? new Parsed.Bad<>(problems.errors()) : new Parsed.Ok<>(root, problems.warnings());
    }

    private JsonElement element() throws IOException, TooDeep {
        JsonToken token = tokens.peek();
        return switch (token) {
            case BEGIN_OBJECT -> object(begin());
            case BEGIN_ARRAY -> array(begin());
            case STRING -> new JsonPrimitive(checked(tokens.nextString()));
            case NUMBER -> new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(tokens));
            case BOOLEAN -> new JsonPrimitive(tokens.nextBoolean());
            case NULL -> {
                tokens.nextNull();
                yield JsonNull.INSTANCE;
            }
            case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new IllegalStateException("found " + token);
        };
    }

    /** {@return the place of the steps into an array or object that begins here} */
    private int begin() throws TooDeep {
        if (depth == names.length) {
            throw new TooDeep();
        }
        return depth;
    }

    private JsonObject object(int step) throws IOException, TooDeep {
        JsonObject object = new JsonObject();
        tokens.beginObject();
        while (tokens.hasNext()) {
            names[step] = tokens.nextName();
            depth = step + 1;
            int members = object.size();
            object.add(checked(names[step]), element());
            if (object.size() == members) {
                problem("found this name a second time, expected it once");
            }
            depth = step;
        }
        tokens.endObject();
        return object;
    }

    private JsonArray array(int step) throws IOException, TooDeep {
        JsonArray array = new JsonArray();
        tokens.beginArray();
        while (tokens.hasNext()) {
            names[step] = null;
            positions[step] = array.size();
            depth = step + 1;
            array.add(element());
            depth = step;
        }
        tokens.endArray();
        return array;
    }

    /** Half a surrogate pair cannot be written as UTF-8 again: the file would differ from what was signed. */
    private String checked(String text) {
        for (int i = 0; escapes && i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                problem("found half a surrogate pair at character " + i);
                break;
            }
        }
        return text;
    }

    /** Reports what is wrong where the reader is. */
    private void problem(String message) {
        JsonPath path = JsonPath.root("");
        for (int i = 0; i < depth; i++) {
            path = names[i] == null ? path.element(positions[i]) : path.member(names[i]);
        }
        problems.error(path.toString(), message);
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
