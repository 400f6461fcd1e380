package org.keelson.supervisor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionCommandTest {
    private static final String LIST = "GET /v1/containers";
    private static final String WEB = "GET /v1/containers/web";
    private static final String STARTED = web("STARTED", true, 1, "");
    private static final String RUNNING_AGAIN = web("STARTED", true, 2, "");
    private static final String STOPPING = web("STOPPING", false, 1, "");
    private static final String STOPPED = web("STOPPED", false, 1, "signal 15");

    private final CliBench bench = new CliBench();

    ActionCommandTest() {
        bench.script(LIST, ok("[" + STARTED + ",{\"name\":\"db\",\"starts\":0},{\"name\":\"@x\",\"starts\":0}]"));
    }

    private static String web(String status, boolean reached, int starts, String exit) {
        return "{\"name\":\"web\",\"status\":\"" + status + "\",\"status_goal\":\"STARTED\",\"goal_reached\":" + reached
                + ",\"starts\":" + starts + (exit.isEmpty() ? "}" : ",\"exit\":\"" + exit + "\"}");
    }

    private static Transport.Answer ok(String body) {
        return new Transport.Answer(200, body);
    }

    private List<String> sent() {
        return bench.requests.stream().map(request -> request.substring(ControlClient.ON_HOST.length() + 1)).toList();
    }

    private long looks() {
        return sent().stream().filter(WEB::equals).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart"})
    void eachNamedContainerIsActedOnOnceAndNothingIsSaid(String action) {
        assertEquals(0, bench.run(action, "web", "db", "web"));

        assertEquals("", bench.out() + bench.err());
        String body = " {\"action\":\"" + action + "\"}";
        assertEquals(List.of(LIST, "PUT /containers/web" + body, "PUT /containers/db" + body), sent());
    }

    @Test
    void oneTypingErrorKeepsAllOfThemFromBeingActedOn() {
        assertEquals(1, bench.run("stop", "web", "bd"));

        assertEquals("keelson: no container is named bd\n", bench.err());
        assertEquals(List.of(LIST), sent());
    }

    @Test
    void nameWithAnAtSignIsNoFileOfArguments() {
        assertEquals(0, bench.run("stop", "@x"));
        assertEquals("PUT /containers/@x {\"action\":\"stop\"}", sent().getLast());
    }

    @Test
    void refusalOfOneDoesNotKeepTheOthersFromBeingActedOn() {
        bench.script("PUT /containers/web", new Transport.Answer(403, "{\"Error\":\"no\"}"));

        assertEquals(1, bench.run("stop", "web", "db"));
        assertEquals("keelson: web: refused by /run/pantavisor/pv/pv-ctrl: no (403)\n", bench.err());
        assertEquals("PUT /containers/db {\"action\":\"stop\"}", sent().getLast());
    }

    @Test
    void stopWaitsUntilTheContainerIsStopped() {
        bench.script(WEB, ok(STARTED), ok(STOPPING), ok(STOPPED), ok(STARTED));

        assertEquals(0, bench.run("stop", "--wait", "web"));
        assertEquals("", bench.out() + bench.err());
        assertEquals(3, looks());
    }

    @Test
    void restartIsNotDoneWhileTheContainerStillRunsAsBefore() {
        bench.script(WEB, ok(STARTED), ok(STOPPED), ok(RUNNING_AGAIN));

        assertEquals(0, bench.run("restart", "--wait", "web"));
        assertEquals(3, looks());
    }

    @Test
    void startIsDoneAtOnceIfTheGoalIsReached() {
        bench.script(WEB, ok(STARTED));

        assertEquals(0, bench.run("start", "--wait", "web"));
        assertEquals(1, looks());
    }

    @Test
    void stoppedContainerThatWasNotStartedYetIsWaitedFor() {
        bench.script(WEB, ok(STOPPED), ok(RUNNING_AGAIN));

        assertEquals(0, bench.run("start", "--wait", "web"));
        assertEquals(2, looks());
    }

    @ParameterizedTest
    @CsvSource({"start, exit 3", "restart, signal 9", "start, 'not started (prepare: no)'"})
    void containerThatStopsInsteadIsNotWaitedForAnyLonger(String action, String exit) {
        bench.script(WEB, ok(web("STARTING", false, 2, "")), ok(web("STOPPED", false, 2, exit)));

        assertEquals(1, bench.run(action, "--wait", "web"));
        assertEquals("keelson: web stopped before its goal was seen: " + exit + "\n", bench.err());
        assertEquals(2, looks());
    }

    @Test
    void programThatHasDoneItsWorkBetweenTwoLooksIsDone() {
        bench.script(WEB, ok(web("STOPPED", false, 2, "exit 0")));

        assertEquals(0, bench.run("start", "--wait", "web"));
    }

    @Test
    void waitingEndsWithASentence() {
        String blocked = "{\"status\":\"BLOCKED\",\"goal_reached\":false,\"starts\":1,\"waiting_for\":\"container db\"}";
        bench.script(WEB, ok(blocked));

        assertEquals(1, bench.run("restart", "--wait", "--timeout", "2", "web"));
        String expected = "keelson: web did not start again and reach its goal within 2 s: it is BLOCKED (container db)\n";
        assertEquals(expected, bench.err());
        assertEquals(11, looks());
    }

    @Test
    void sixtySecondsAreWaitedForAllOfThem() {
        bench.script(WEB, ok(STOPPING));
        bench.script("GET /v1/containers/db", ok("{\"status\":\"STOPPED\"}"));

        assertEquals(1, bench.run("stop", "--wait", "web", "db"));
        assertEquals("keelson: web did not stop within 60 s: it is STOPPING\n", bench.err());
        assertEquals(301, looks());
        assertEquals("GET /v1/containers/db", sent().getLast());
    }

    @Test
    void supervisorThatDoesNotAnswerNowIsAskedAgain() {
        bench.script(WEB, new Transport.Answer(500, "{\"Error\":\"State is not loaded yet\"}"), ok("nonsense"), ok(STOPPED));

        assertEquals(0, bench.run("stop", "--wait", "web"));
        assertEquals("", bench.err());
    }

    @Test
    void whatIsRefusedIsNotWaitedFor() {
        bench.script("PUT /containers/web", new Transport.Answer(400, "{\"Error\":\"Container state does not allow restart.\"}"));

        assertEquals(1, bench.run("restart", "--wait", "web"));
        assertTrue(bench.err().contains("does not allow restart"), bench.err());
        assertEquals(0, looks());
    }

    @Test
    void complaintCannotForgeALine() {
        bench.script("PUT /containers/web", new Transport.Answer(400, "{\"Error\":\"a\\n\\u001b[2Jb\"}"));

        assertEquals(1, bench.run("stop", "web"));
        assertEquals("keelson: web: refused by /run/pantavisor/pv/pv-ctrl: a??[2Jb (400)\n", bench.err());
    }
}
