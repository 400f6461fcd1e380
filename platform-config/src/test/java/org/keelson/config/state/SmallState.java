package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.keelson.config.Problem;

/** States of few containers, written with single quotes; for tests of what one key says. */
final class SmallState {
    private SmallState() {}

    /** A state of one container, {@code web}, with the goal READY and these further keys. */
    static String web(String keys) {
        return of(container("web", "'status_goal':'READY'" + (keys.isEmpty() ? "" : "," + keys)));
    }

    static String container(String name, String keys) {
        return "'" + name + "/run.json':{'name':'" + name + "','type':'lxc'" + (keys.isEmpty() ? "" : "," + keys) + "}";
    }

    static String of(String... documents) {
        return ("{'#spec':'pantavisor-service-system@1'," + String.join(",", documents) + "}").replace('\'', '"');
    }

    /** The container {@code web} with these keys, which must give no problem and no warning. */
    static Container read(String keys) {
        String text = web(keys);
        assertEquals(List.of(), SampleState.problems(text), keys);
        assertEquals(List.of(), SampleState.warnings(text), keys);
        return SampleState.value(text).containers().getFirst();
    }

    /** Checks that keys of {@code web} give this one problem. */
    static void refused(String keys, String path, String message) {
        assertEquals(List.of(new Problem("web/run.json:$." + path, message)), SampleState.problems(web(keys)), keys);
    }

    /** Checks that keys of {@code web} give these warnings, {@code path: message}, and no problem. */
    static void warned(String keys, String... warnings) {
        List<String> found = new ArrayList<>();
        for (Problem problem : SampleState.warnings(web(keys))) {
            found.add(problem.toString());
        }
        List<String> expected = new ArrayList<>();
        for (String warning : warnings) {
            expected.add("web/run.json:$." + warning);
        }
        assertEquals(expected, found, keys);
    }
}
