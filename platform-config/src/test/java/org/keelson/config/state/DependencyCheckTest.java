package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keelson.config.Problem;
import org.keelson.config.Problems;

final class DependencyCheckTest {
    private static final String GROUPS = "'groups.json':[{'name':'early'},{'name':'late'}]";

    @Test
    void aDependencyMayBeInTheSameOrAnEarlierGroup() {
        check(SmallState.of(GROUPS, container("a", "early"), container("b", "late", "a:STARTED", "c:MOUNTED"), container("c", "late")));
    }

    @Test
    void aDependencyExists() {
        check(state(container("a", "b:STARTED")), "a/run.json:$.depends_on.b: found \"b\", expected the name of a container of this state");
        check(state(container("a", "../b:STARTED")),
                "a/run.json:$.depends_on['../b']: found \"../b\", expected the name of a container of this state");
    }

    @Test
    void aContainerCannotWaitForItself() {
        check(state(container("a", "a:MOUNTED")), "a/run.json:$.depends_on.a: would wait for ever: it is the container itself");
    }

    @Test
    void aDependencyIsNotInALaterGroup() {
        check(SmallState.of(GROUPS, container("a", "early", "b:STARTED"), container("b", "late")),
                "a/run.json:$.depends_on.b: would wait for ever: \"b\" is in the later group \"late\"");
    }

    @Test
    void aDependencyReachesItsStatus() {
        String mounted = SmallState.container("m", "'status_goal':'MOUNTED'");
        String ready = SmallState.container("r", "'status_goal':'READY'");
        String wait = ": would wait for ever for ";

        check(SmallState.of(mounted, ready, container("s"), container("a", "m:MOUNTED", "s:STARTED", "r:READY"),
                container("b", "r:STARTED")));
        check(SmallState.of(mounted, container("s"), container("a", "m:STARTED")),
                "a/run.json:$.depends_on.m" + wait + "STARTED: the status_goal of \"m\" is MOUNTED");
        check(SmallState.of(mounted, container("s"), container("a", "m:READY", "s:READY")),
                "a/run.json:$.depends_on.m" + wait + "READY: the status_goal of \"m\" is MOUNTED",
                "a/run.json:$.depends_on.s" + wait + "READY: the status_goal of \"s\" is STARTED");
    }

    @Test
    void aCircleIsReportedOnceAtItsFirstNameWhateverTheOrder() {
        String circle = "a/run.json:$.depends_on.b: would wait for ever: a → b → c → a";

        check(state(container("a", "b:STARTED"), container("b", "c:STARTED"), container("c", "a:STARTED")), circle);
        check(state(container("c", "a:STARTED"), container("b", "c:STARTED"), container("a", "b:STARTED")), circle);
        check(state(container("x", "c:STARTED"), container("a", "b:STARTED"), container("b", "c:STARTED"),
                container("c", "a:STARTED")), circle);
    }

    @Test
    void everyCircleIsReported() {
        check(state(container("a", "b:STARTED", "c:STARTED"), container("b", "a:STARTED"), container("c", "a:STARTED")),
                "a/run.json:$.depends_on.b: would wait for ever: a → b → a",
                "a/run.json:$.depends_on.c: would wait for ever: a → c → a");
    }

    @Test
    void twoWaysToOneContainerAreNoCircle() {
        check(state(container("a", "b:STARTED", "c:STARTED"), container("b", "d:STARTED"), container("c", "d:STARTED"), container("d")));
    }

    @Test
    void aLongCircleIsShownInOneShortLine() {
        List<String> containers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            containers.add(container(name(i), name((i + 1) % 100) + ":STARTED"));
        }

        List<Problem> problems = SampleState.problems(state(containers.toArray(String[]::new)));

        String first = name(0) + " → " + name(1) + " → " + name(2);
        assertEquals(List.of(new Problem("%s/run.json:$.depends_on.%s".formatted(name(0), name(1)),
                "would wait for ever: " + first + " → … (100 containers) → " + name(0))), problems);
    }

    @Test
    void aContainerThatCouldNotBeReadGivesNoFurtherProblems() {
        check(state(container("a", "b:READY"), SmallState.container("b", "'status_goal':'ready'")),
                "b/run.json:$.status_goal: found \"ready\", expected MOUNTED, STARTED or READY");
        check(state(container("a", "b:READY"), "'b/run.json':[]"), "b/run.json:$: found an array, expected an object");
        check(SmallState.of(GROUPS, container("a", "early", "b:STARTED"), SmallState.container("b", "'group':'later'")),
                "b/run.json:$.group: found \"later\", expected the name of a group of this state");
    }

    /** A chain that a recursive walk would not survive, and a mesh in which nearly every dependency closes a circle. */
    @Test
    void theLargestStatesAreChecked() {
        int many = 10_000;
        List<String> chain = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            chain.add(container("c" + i, i + 1 == many ? "c0:STARTED" : "c" + (i + 1) + ":STARTED"));
        }
        assertEquals(1, SampleState.problems(state(chain.toArray(String[]::new))).size());

        List<String> mesh = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            List<String> all = new ArrayList<>();
            for (int j = 0; j < 200; j++) {
                all.add("c" + j + ":STARTED");
            }
            mesh.add(container("c" + i, all.toArray(String[]::new)));
        }
        assertEquals(Problems.LIMIT + 1, SampleState.problems(state(mesh.toArray(String[]::new))).size());
    }

    private static void check(String text, String... problems) {
        List<String> found = new ArrayList<>();
        SampleState.problems(text).forEach(problem -> found.add(problem.toString()));
        assertEquals(List.of(problems), found);
    }

    /** One that depends on {@code name:STATUS} or, without a colon, is in that group. */
    private static String container(String name, String... words) {
        StringBuilder group = new StringBuilder();
        List<String> dependencies = new ArrayList<>();
        for (String word : words) {
            if (word.contains(":")) {
                dependencies.add("'" + word.replace(":", "':'") + "'");
            } else {
                group.append("'group':'").append(word).append("',");
            }
        }
        return SmallState.container(name, group + "'depends_on':{" + String.join(",", dependencies) + "}");
    }

    /** In one group. */
    private static String state(String... containers) {
        return SmallState.of("'groups.json':[{'name':'g'}]", String.join(",", containers));
    }

    private static String name(int number) {
        return "a".repeat(40) + (1000 + number);
    }
}
