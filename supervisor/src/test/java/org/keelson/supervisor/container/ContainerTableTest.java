package org.keelson.supervisor.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Health;
import org.keelson.config.state.ListeningSocket;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.Resources;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;

/** The table in {@code docs/containers.md} is what the machine does: every state, every event that leads to another one. */
class ContainerTableTest {
    private static final Path DOCUMENT = Path.of("../docs/containers.md");
    private static final String HEADING = "| state | event → next state |";
    private static final Health HEALTH = new Health(new Health.Probe.Tcp(80), Duration.ofSeconds(10), Duration.ofSeconds(2), 1,
            Duration.ZERO, Health.OnUnhealthy.RESTART);
    private static final Execution ACTIVATED = new Execution(Map.of(), false, Resources.UNLIMITED, List.of(new ListeningSocket("http",
            ListeningSocket.Kind.STREAM, new ListeningSocket.Address.Unix("http"), true)));

    private static List<Container> containers() {
        List<Container> containers = new ArrayList<>();
        for (StatusGoal goal : StatusGoal.values()) {
            for (Recovery.Policy policy : Recovery.Policy.values()) {
                for (Execution execution : List.of(Execution.PLAIN, ACTIVATED)) {
                    Recovery recovery = new Recovery(policy, 0, Duration.ofSeconds(5), 1, Duration.ZERO, Duration.ZERO,
                            new Recovery.Exhausted.Never());
                    containers.add(ContainerSamples.container("web", "app", goal, RestartPolicy.CONTAINER,
                            new Supervision(recovery, List.of(), Optional.of(HEALTH), Stop.DEFAULT), execution));
                }
            }
        }
        return containers;
    }

    /** The samples, and what became of them for longer or in another way. */
    private static List<ContainerState> states() {
        List<ContainerState> states = new ArrayList<>(ContainerSamples.STATES);
        for (EndCause cause : EndCause.values()) {
            states.add(new ContainerState.Cleaning(new ContainerState.End(cause, Optional.of(ContainerBench.SUCCESS))));
            states.add(new ContainerState.Cleaning(new ContainerState.End(cause, Optional.of(ContainerSamples.CRASH))));
        }
        return states;
    }

    private static List<ContainerLife> lives(ContainerState state) {
        List<ContainerLife> lives = new ArrayList<>();
        for (Wish wish : Wish.values()) {
            for (GoalTimer goal : List.of(new GoalTimer.Idle(), new GoalTimer.Waiting(31_000), new GoalTimer.Reached(900))) {
                lives.add(new ContainerLife(state, wish, new Attempts(1, 0, 900), goal));
            }
        }
        return lives;
    }

    private static String steps(List<ContainerState> states) {
        Map<String, TreeSet<String>> steps = new LinkedHashMap<>();
        for (ContainerEvent event : ContainerSamples.EVENTS) {
            for (ContainerState state : states) {
                for (ContainerLife life : lives(state)) {
                    for (Container container : containers()) {
                        for (long now : List.of(1_000L, 1_000_000L)) {
                            ContainerState next = ContainerDecision.decide(
                                    life, event, new ContainerDecision.Facts(container, now, Duration.ofSeconds(5))).next().state();
                            if (next.getClass() != state.getClass()) {
                                steps.computeIfAbsent(event.getClass().getSimpleName(), _ -> new TreeSet<>()).add(next.word());
                            }
                        }
                    }
                }
            }
        }
        Map<String, List<String>> byNext = new LinkedHashMap<>();
        steps.forEach((event, next) -> byNext.computeIfAbsent(String.join(" or ", next), _ -> new ArrayList<>()).add(event));
        List<String> parts = new ArrayList<>();
        byNext.forEach((next, events) -> parts.add(String.join(", ", events) + " → " + next));
        return String.join("; ", parts);
    }

    private static List<String> rows() {
        Map<String, List<ContainerState>> byWord = new LinkedHashMap<>();
        states().forEach(state -> byWord.computeIfAbsent(state.word(), _ -> new ArrayList<>()).add(state));
        List<String> rows = new ArrayList<>();
        byWord.forEach((word, states) -> rows.add("| " + word + " | " + steps(states) + " |"));
        return rows;
    }

    @Test
    void tableOfTheDocumentIsWhatTheMachineDoes() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        int begin = lines.indexOf(HEADING) + 2;
        List<String> written = lines.subList(begin, begin + (int) lines.stream().skip(begin).takeWhile(line -> line.startsWith("|")).count());

        assertEquals(String.join("\n", rows()), String.join("\n", written));
    }
}
