package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keelson.config.json.CanonicalJson;

/**
 * One row of {@code src/test/resources/bad}: a state with one fault, and what there is to say about it.
 *
 * <p>A row begins with {@code = <title>}. The state is {@link SampleState}, or what a line {@code base <JSON>} of the file says, with
 * changes:
 * <ul>
 * <li>{@code set <path> = <JSON>} puts a value there; {@code SHA} stands for a good SHA-256
 * <li>{@code remove <path>} takes one away
 * <li>{@code text <piece> => <piece>} replaces the one place where the text has that piece
 * <li>{@code bytes <text>} is the whole text instead
 * </ul>
 * Paths are those of problems. In all texts {@code <ff>} is the byte ff and {@code <3*x#>} is x0x1x2.
 * Then come {@code bad <problem>}, as the reader says it; {@code why <reason>} if one fault has to give more than one problem; and
 * {@code unseen <reason>} if a schema cannot express the rule, so that {@code docs/state.schema.json} takes such a state for good.
 *
 * @param title the file and what is wrong
 * @param bytes the state
 * @param problems all problems that it gives
 * @param why why there is more than one, or nothing
 * @param unseen why the schema does not see it, or nothing
 */
record BadState(String title, byte[] bytes, List<String> problems, String why, String unseen) {
    private static final Path FOLDER = Path.of("src/test/resources/bad");
    private static final Pattern SPECIAL = Pattern.compile("<(?:([0-9a-f]{2})|(\\d+)\\*([^>]*))>");
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z0-9_-]+)|\\['((?:[^'\\\\]|\\\\.)*)'\\]|\\[(\\d+)\\]");

    /** {@return all rows of all files} */
    static List<BadState> all() {
        List<BadState> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                read(file.getFileName().toString(), Files.readAllLines(file), all);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static void read(String file, List<String> lines, List<BadState> all) {
        String base = SampleState.TEXT;
        List<String> row = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("= ") && !row.isEmpty()) {
                all.add(row(file, base, row));
                row.clear();
            }
            if (line.startsWith("base ")) {
                base = line.substring("base ".length());
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                row.add(line);
            }
        }
        all.add(row(file, base, row));
    }

    private static BadState row(String file, String base, List<String> lines) {
        String title = file + ": " + lines.getFirst().substring(2);
        JsonObject tree = JsonParser.parseString(base).getAsJsonObject();
        byte[] bytes = null;
        List<String> problems = new ArrayList<>();
        String why = "";
        String unseen = "";
        for (String line : lines.subList(1, lines.size())) {
            String word = line.split(" ", 2)[0];
            String rest = line.substring(Math.min(word.length() + 1, line.length()));
            switch (word) {
                case "set" -> set(tree, before(" = ", rest), after(" = ", rest));
                case "remove" -> remove(tree, rest);
                case "text" -> bytes = bytes(replace(base, before(" => ", rest), after(" => ", rest)));
                case "bytes" -> bytes = bytes(rest);
                case "bad" -> problems.add(rest);
                case "why" -> why = rest;
                case "unseen" -> unseen = rest;
                default -> throw new IllegalArgumentException(title + ": " + line);
            }
        }
        byte[] text = bytes == null ? CanonicalJson.write(tree).getBytes(StandardCharsets.UTF_8) : bytes;
        return new BadState(title, text, problems, why, unseen);
    }

    private static String before(String separator, String text) {
        return text.substring(0, text.indexOf(separator));
    }

    private static String after(String separator, String text) {
        return text.substring(text.indexOf(separator) + separator.length());
    }

    private static String replace(String base, String piece, String replacement) {
        if (base.indexOf(piece) < 0 || base.indexOf(piece) != base.lastIndexOf(piece)) {
            throw new IllegalArgumentException("not once in the state: " + piece);
        }
        return base.replace(piece, replacement);
    }

    private static void set(JsonObject root, String path, String text) {
        String json = text.equals("SHA") ? "\"" + SampleState.SHA + "\"" : new String(bytes(text), StandardCharsets.UTF_8);
        JsonElement value = JsonParser.parseString(json);
        List<Object> steps = steps(path);
        switch (at(root, steps.subList(0, steps.size() - 1))) {
            case JsonObject object -> object.add((String) steps.getLast(), value);
            case JsonArray array -> array.set((Integer) steps.getLast(), value);
            case JsonElement other -> throw new IllegalArgumentException(path + " is in " + other);
        }
    }

    private static void remove(JsonObject root, String path) {
        List<Object> steps = steps(path);
        JsonObject object = at(root, steps.subList(0, steps.size() - 1)).getAsJsonObject();
        if (object.remove((String) steps.getLast()) == null) {
            throw new IllegalArgumentException("the sample has no " + path);
        }
    }

    private static JsonElement at(JsonElement root, List<Object> steps) {
        JsonElement element = root;
        for (Object step : steps) {
            element = step instanceof Integer index ? element.getAsJsonArray().get(index) : element.getAsJsonObject().get((String) step);
        }
        return element;
    }

    /** Names and indices from the root of the state. */
    private static List<Object> steps(String path) {
        List<Object> steps = new ArrayList<>();
        int dollar = path.indexOf('$');
        if (dollar > 0) {
            steps.add(path.substring(0, dollar - 1));
        }
        Matcher step = STEP.matcher(path);
        int at = dollar + 1;
        for (; step.find(at) && step.start() == at; at = step.end()) {
            steps.add(step.group(3) != null ? (Object) Integer.valueOf(step.group(3)) : step.group(1) != null ? step.group(1)
                    : JsonParser.parseString("\"" + new String(bytes(step.group(2)), StandardCharsets.UTF_8) + "\"").getAsString());
            if (step.end() == path.length()) {
                return steps;
            }
        }
        throw new IllegalArgumentException("no path: " + path + " from " + at);
    }

    private static byte[] bytes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Matcher special = SPECIAL.matcher(text);
        int at = 0;
        while (special.find()) {
            out.writeBytes(text.substring(at, special.start()).getBytes(StandardCharsets.UTF_8));
            if (special.group(1) != null) {
                out.write(Integer.parseInt(special.group(1), 16));
            }
            for (int i = 0; special.group(2) != null && i < Integer.parseInt(special.group(2)); i++) {
                out.writeBytes(special.group(3).replace("#", String.valueOf(i)).getBytes(StandardCharsets.UTF_8));
            }
            at = special.end();
        }
        out.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return title;
    }
}
