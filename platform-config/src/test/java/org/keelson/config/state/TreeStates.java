package org.keelson.config.state;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The states that the demo and the scenarios of {@code tests} run, made of their folders as {@code tests/guest/revision} does. */
final class TreeStates {
    private static final Path TESTS = Path.of("../tests");
    private static final Path COMMON = TESTS.resolve("scenarios/common");

    private TreeStates() {}

    /** {@return the states by the folder that they are made of} */
    static Map<String, JsonObject> all() {
        Map<String, JsonObject> states = new LinkedHashMap<>();
        Path demo = TESTS.resolve("guest/demo-revision");
        states.put("demo", state(demo.resolve("device.json"), containers(demo)));
        for (Path scenario : list(TESTS.resolve("scenarios"))) {
            if (!scenario.equals(COMMON)) {
                Path own = scenario.resolve("device.json");
                JsonObject state = state(Files.exists(own) ? own : COMMON.resolve("device.json"), containers(scenario));
                container(state, COMMON.resolve("hands"));
                states.put(scenario.getFileName().toString(), state);
            }
        }
        return states;
    }

    private static List<Path> containers(Path folder) {
        return list(folder).stream().filter(path -> Files.exists(path.resolve("run.json"))).toList();
    }

    private static JsonObject state(Path device, List<Path> containers) {
        JsonObject state = new JsonObject();
        state.addProperty("#spec", "pantavisor-service-system@1");
        state.add("device.json", json(device));
        containers.forEach(container -> container(state, container));
        return state;
    }

    private static void container(JsonObject state, Path folder) {
        for (Path file : list(folder)) {
            String name = folder.getFileName() + "/" + file.getFileName();
            if (name.endsWith(".json")) {
                state.add(name, json(file));
            } else if (name.endsWith("/rootfs") || name.endsWith("/recipe")) {
                state.addProperty(folder.getFileName() + "/root.squashfs", SampleState.SHA);
            } else if (Files.isRegularFile(file)) {
                state.addProperty(name, SampleState.SHA);
            }
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonElement json(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
