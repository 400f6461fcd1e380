package org.keelson.supervisor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private static final String CONTAINERS = "[{\"name\":\"pvr-sdk\",\"group\":\"platform\",\"status\":\"STARTED\","
            + "\"status_goal\":\"STARTED\",\"restart_policy\":\"system\",\"roles\":[\"mgmt\"],\"pid\":412,\"launcher\":410,"
            + "\"uptime_ms\":11105500,\"goal_reached\":true,\"restarts\":2,\"health\":\"healthy\"},"
            + "{\"name\":\"a\",\"group\":\"app\",\"status\":\"STOPPED\",\"status_goal\":\"READY\","
            + "\"restart_policy\":\"container\",\"roles\":[],\"exit\":\"exit 3\",\"goal_reached\":false,\"restarts\":0},"
            + "{\"name\":\"b\",\"group\":\"app\",\"status\":\"BLOCKED\",\"status_goal\":\"READY\","
            + "\"restart_policy\":\"container\",\"roles\":[],\"goal_reached\":false,\"waiting_for\":\"container db\"}]";

    private final CliBench bench = new CliBench();

    CliTest() {
        bench.answer = new Transport.Answer(200, CONTAINERS);
    }

    @Test
    void psShowsATable() {
        int code = bench.run("ps");

        assertEquals("""
                NAME     GROUP     STATUS                  GOAL     POLICY     PID  UPTIME  RESTARTS  HEALTH   EXIT
                pvr-sdk  platform  STARTED                 STARTED  system     412  3h05m   2         healthy  -
                a        app       STOPPED                 READY    container  -    -       0         -        exit 3
                b        app       BLOCKED (container db)  READY    container  -    -       -         -        -
                """, bench.out());
        assertEquals("", bench.err());
        assertEquals(0, code);
        assertEquals(List.of(ControlClient.ON_HOST + " GET /v1/containers"), bench.requests);
    }

    @Test
    void eventsAreATable() {
        bench.answer = new Transport.Answer(200, "[{\"ago_ms\":12999,\"from\":\"executing\",\"to\":\"started\",\"cause\":\"executed\"},"
                + "{\"ago_ms\":0,\"from\":\"started\",\"to\":\"stopped\",\"cause\":\"launcher exited,\\nexit 3\"}]");

        assertEquals(0, bench.run("events", "web"));
        assertEquals("""
                WHEN     CHANGE               CAUSE
                12s ago  executing → started  executed
                0s ago   started → stopped    launcher exited,?exit 3
                """, bench.out());
        assertEquals(List.of(ControlClient.ON_HOST + " GET /v1/containers/web/events"), bench.requests);
    }

    @Test
    void eventsAreJsonAsItCame() {
        bench.answer = new Transport.Answer(200, "[]");

        assertEquals(0, bench.run("events", "--json", "web"));
        assertEquals("[]\n", bench.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../x", "a/b", "a\r\nHost: x", "%2e", "_x"})
    void textThatIsNoNameIsNeverSent(String name) {
        for (String command : List.of("events", "stop")) {
            assertEquals(1, bench.run(command, name));
        }
        assertEquals(List.of(), bench.requests.stream().filter(request -> !request.endsWith("/v1/containers")).toList());
        assertTrue(bench.err().startsWith("keelson: container name "), bench.err());
    }

    @Test
    void psOfNothingShowsTheHeadingsOnly() {
        bench.answer = new Transport.Answer(200, "[]");

        assertEquals(0, bench.run("ps"));
        assertEquals("NAME  GROUP  STATUS  GOAL  POLICY  PID  UPTIME  RESTARTS  HEALTH  EXIT\n", bench.out());
    }

    @Test
    void tableCannotBeForgedByAName() {
        bench.answer = new Transport.Answer(200, "[{\"name\":\"a\\n\\u001b[2Jb\"}]");

        bench.run("ps");

        assertTrue(bench.out().contains("a??[2Jb  -"), bench.out());
    }

    @Test
    void jsonIsPassedOnAsItCame() {
        assertEquals(0, bench.run("ps", "--json"));
        assertEquals(CONTAINERS + "\n", bench.out());
    }

    @ParameterizedTest
    @CsvSource({"poweroff, POWEROFF_DEVICE", "reboot, REBOOT_DEVICE"})
    void orderIsPostedAndSaysNothing(String command, String op) {
        bench.answer = new Transport.Answer(200, "");

        assertEquals(0, bench.run(command));
        assertEquals("", bench.out() + bench.err());
        assertEquals(List.of(ControlClient.ON_HOST + " POST /commands {\"op\":\"" + op + "\",\"payload\":\"\"}"), bench.requests);
    }

    @Test
    void refusalSaysWhoAndWhy() {
        bench.answer = new Transport.Answer(503, "{\"Error\":\"A command is already in progress. Try again\"}");

        assertEquals(1, bench.run("reboot"));
        assertEquals("", bench.out());
        String expected = "keelson: refused by /run/pantavisor/pv/pv-ctrl: A command is already in progress. Try again (503)\n";
        assertEquals(expected, bench.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"Error\":{}}", "nonsense"})
    void refusalWithoutAReasonIsOneToo(String body) {
        bench.answer = new Transport.Answer(500, body);

        assertEquals(1, bench.run("ps"));
        assertEquals("keelson: refused by /run/pantavisor/pv/pv-ctrl: no reason given (500)\n", bench.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[{\"uptime_ms\":\"soon\"}]", "[{\"uptime_ms\":1.5}]"})
    void answerThatIsNoListOfContainersIsAFailure(String body) {
        bench.answer = new Transport.Answer(200, body);

        assertEquals(1, bench.run("ps"));
        assertEquals("", bench.out());
        assertTrue(bench.err().startsWith("keelson: the "), bench.err());
    }

    @Test
    void socketOfTheContainerIsTheSecondChoice() {
        bench.existing = List.of(ControlClient.IN_CONTAINER);

        assertEquals(0, bench.run("ps"));
        assertEquals(2, bench.requests.size());
    }

    @Test
    void withoutAnySocketThePlacesAreNamed() {
        bench.existing = List.of();

        assertEquals(1, bench.run("ps"));
        String places = "/run/pantavisor/pv/pv-ctrl or /pantavisor/pv-ctrl";
        assertEquals("keelson: no control socket at " + places + "; --socket names another\n", bench.err());
    }

    @Test
    void namedSocketIsTheOnlyOneThatIsTried() {
        assertEquals(1, bench.run(Map.of("KEELSON_SOCKET", "/env"), "--socket", "/option", "ps"));
        assertEquals(1, bench.run(Map.of("KEELSON_SOCKET", "/env"), "ps", "--socket", "/option"));
        assertEquals(1, bench.run(Map.of("KEELSON_SOCKET", "/env"), "ps"));

        List<String> requests = List.of("/option GET /v1/containers", "/option GET /v1/containers", "/env GET /v1/containers");
        assertEquals(requests, bench.requests);
        assertTrue(bench.err().startsWith("keelson: connect to /option: ENOENT (no such file or directory)\n"), bench.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "ps extra", "ps --nothing", "--socket", "poweroff now", "stop", "start --wait",
        "stop --wait=5 a", "restart --timeout 5 a", "start --wait --timeout 0 a", "start --wait --timeout soon a", "sto a", "events",
        "events a b", "check", "check a b"})
    void wrongUsageIsExplainedOnStandardError(String line) {
        assertEquals(2, bench.run(line.isEmpty() ? new String[0] : line.split(" ", -1)));
        assertEquals("", bench.out());
        assertTrue(bench.err().contains("Usage: keelson"), bench.err());
        assertTrue(!bench.err().contains("Did you mean"), bench.err());
        assertEquals(List.of(), bench.requests);
    }

    @Test
    void helpListsTheCommands() {
        assertEquals(0, bench.run("--help"));
        for (String command : List.of("ps", "events", "start", "stop", "restart", "check", "poweroff", "reboot", "--socket", "--version")) {
            assertTrue(bench.out().contains(command), bench.out());
        }
        assertEquals("", bench.err());
    }

    @Test
    void versionIsThatOfTheBuild() throws IOException {
        assertEquals(0, bench.run("--version"));
        assertEquals("keelson " + KeelsonCommand.VERSION + "\n", bench.out());
        assertTrue(Files.readString(Path.of("pom.xml")).contains("<version>" + KeelsonCommand.VERSION + "</version>"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "59, 59s", "60, 1m00s", "3599, 59m59s", "3600, 1h00m", "86399, 23h59m", "86400, 1d00h", "9999999, 115d17h"})
    void uptimeIsShownInItsTwoLargestUnits(long seconds, String expected) {
        assertEquals(expected, Table.duration(seconds));
    }

    @Test
    void executableKnowsTheCommandsWithoutReflectionOfItsOwn() throws IOException {
        String name = "/META-INF/native-image/picocli-generated/org.keelson/supervisor/reflect-config.json";

        try (InputStream metadata = Cli.class.getResourceAsStream(name)) {
            String text = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            for (Class<?> command : List.of(KeelsonCommand.class, PsCommand.class, EventsCommand.class, ActionCommand.class,
                    StartCommand.class, StopCommand.class, RestartCommand.class, CheckCommand.class, PoweroffCommand.class,
                    RebootCommand.class)) {
                assertTrue(text.contains('"' + command.getName() + '"'), text);
            }
        }
    }
}
