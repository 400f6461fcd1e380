package org.keelson.supervisor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;

class CliTest {
    private static final String CONTAINERS = "[{\"name\":\"pvr-sdk\",\"group\":\"platform\",\"status\":\"STARTED\","
            + "\"status_goal\":\"STARTED\",\"restart_policy\":\"system\",\"roles\":[\"mgmt\"],\"pid\":412,\"launcher\":410,"
            + "\"uptime_ms\":11105500,\"goal_reached\":true},"
            + "{\"name\":\"a\",\"group\":\"app\",\"status\":\"STOPPED\",\"status_goal\":\"READY\","
            + "\"restart_policy\":\"container\",\"roles\":[],\"exit\":\"exit 3\",\"goal_reached\":false}]";

    /** Answers every request the same way, on the sockets that exist. */
    private static final class FakeTransport implements Transport {
        final List<String> requests = new ArrayList<>();
        List<String> existing = List.of(ControlClient.ON_HOST);
        Answer answer = new Answer(200, CONTAINERS);

        @Override
        public Answer exchange(String socket, String method, String path, String body) {
            requests.add(socket + " " + method + " " + path + " " + body);
            if (!existing.contains(socket)) {
                throw new LinuxException("connect to", socket, Errno.ENOENT);
            }
            return answer;
        }
    }

    private final FakeTransport transport = new FakeTransport();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return run(Map.of(), args);
    }

    private int run(Map<String, String> environment, String... args) {
        PrintStream answers = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Cli.run(args, answers, complaints, new ControlClient(transport, environment));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void psShowsATable() {
        int code = run("ps");

        assertEquals("""
                NAME     GROUP     STATUS   GOAL     RESTART    PID  UPTIME  EXIT
                pvr-sdk  platform  STARTED  STARTED  system     412  3h05m   -
                a        app       STOPPED  READY    container  -    -       exit 3
                """, out());
        assertEquals("", err());
        assertEquals(0, code);
        assertEquals(List.of(ControlClient.ON_HOST + " GET /v1/containers "), transport.requests);
    }

    @Test
    void psOfNothingShowsTheHeadingsOnly() {
        transport.answer = new Transport.Answer(200, "[]");

        assertEquals(0, run("ps"));
        assertEquals("NAME  GROUP  STATUS  GOAL  RESTART  PID  UPTIME  EXIT\n", out());
    }

    @Test
    void tableCannotBeForgedByAName() {
        transport.answer = new Transport.Answer(200, "[{\"name\":\"a\\n\\u001b[2Jb\"}]");

        run("ps");

        assertTrue(out().contains("a??[2Jb  -"), out());
    }

    @Test
    void jsonIsPassedOnAsItCame() {
        assertEquals(0, run("ps", "--json"));
        assertEquals(CONTAINERS + "\n", out());
    }

    @ParameterizedTest
    @CsvSource({"poweroff, POWEROFF_DEVICE", "reboot, REBOOT_DEVICE"})
    void orderIsPostedAndSaysNothing(String command, String op) {
        transport.answer = new Transport.Answer(200, "");

        assertEquals(0, run(command));
        assertEquals("", out() + err());
        assertEquals(List.of(ControlClient.ON_HOST + " POST /commands {\"op\":\"" + op + "\",\"payload\":\"\"}"), transport.requests);
    }

    @Test
    void refusalSaysWhoAndWhy() {
        transport.answer = new Transport.Answer(503, "{\"Error\":\"A command is already in progress. Try again\"}");

        assertEquals(1, run("reboot"));
        assertEquals("", out());
        String expected = "keelson: refused by /run/pantavisor/pv/pv-ctrl: A command is already in progress. Try again (503)\n";
        assertEquals(expected, err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"Error\":{}}", "nonsense"})
    void refusalWithoutAReasonIsOneToo(String body) {
        transport.answer = new Transport.Answer(500, body);

        assertEquals(1, run("ps"));
        assertEquals("keelson: refused by /run/pantavisor/pv/pv-ctrl: no reason given (500)\n", err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[{\"uptime_ms\":\"soon\"}]", "[{\"uptime_ms\":1.5}]"})
    void answerThatIsNoListOfContainersIsAFailure(String body) {
        transport.answer = new Transport.Answer(200, body);

        assertEquals(1, run("ps"));
        assertEquals("", out());
        assertTrue(err().startsWith("keelson: the "), err());
    }

    @Test
    void socketOfTheContainerIsTheSecondChoice() {
        transport.existing = List.of(ControlClient.IN_CONTAINER);

        assertEquals(0, run("ps"));
        assertEquals(2, transport.requests.size());
    }

    @Test
    void withoutAnySocketThePlacesAreNamed() {
        transport.existing = List.of();

        assertEquals(1, run("ps"));
        String places = "/run/pantavisor/pv/pv-ctrl or /pantavisor/pv-ctrl";
        assertEquals("keelson: no control socket at " + places + "; --socket names another\n", err());
    }

    @Test
    void namedSocketIsTheOnlyOneThatIsTried() {
        assertEquals(1, run(Map.of("KEELSON_SOCKET", "/env"), "--socket", "/option", "ps"));
        assertEquals(1, run(Map.of("KEELSON_SOCKET", "/env"), "ps", "--socket", "/option"));
        assertEquals(1, run(Map.of("KEELSON_SOCKET", "/env"), "ps"));

        List<String> requests = List.of("/option GET /v1/containers ", "/option GET /v1/containers ", "/env GET /v1/containers ");
        assertEquals(requests, transport.requests);
        assertTrue(err().startsWith("keelson: connect to /option: ENOENT (no such file or directory)\n"), err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "ps extra", "ps --nothing", "--socket", "poweroff now"})
    void wrongUsageIsExplainedOnStandardError(String line) {
        assertEquals(2, run(line.isEmpty() ? new String[0] : line.split(" ", -1)));
        assertEquals("", out());
        assertTrue(err().contains("Usage: keelson"), err());
        assertTrue(!err().contains("Did you mean"), err());
        assertEquals(List.of(), transport.requests);
    }

    @Test
    void helpListsTheCommands() {
        assertEquals(0, run("--help"));
        for (String command : List.of("ps", "poweroff", "reboot", "--socket", "--version")) {
            assertTrue(out().contains(command), out());
        }
        assertEquals("", err());
    }

    @Test
    void versionIsThatOfTheBuild() throws IOException {
        assertEquals(0, run("--version"));
        assertEquals("keelson " + KeelsonCommand.VERSION + "\n", out());
        assertTrue(Files.readString(Path.of("pom.xml")).contains("<version>" + KeelsonCommand.VERSION + "</version>"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "59, 59s", "60, 1m00s", "3599, 59m59s", "3600, 1h00m", "86399, 23h59m", "86400, 1d00h", "9999999, 115d17h"})
    void uptimeIsShownInItsTwoLargestUnits(long seconds, String expected) {
        assertEquals(expected, ContainerTable.duration(seconds));
    }

    @Test
    void executableKnowsTheCommandsWithoutReflectionOfItsOwn() throws IOException {
        String name = "/META-INF/native-image/picocli-generated/org.keelson/supervisor/reflect-config.json";

        try (InputStream metadata = Cli.class.getResourceAsStream(name)) {
            String text = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            for (Class<?> command : List.of(KeelsonCommand.class, PsCommand.class, PoweroffCommand.class, RebootCommand.class)) {
                assertTrue(text.contains(command.getName()), text);
            }
        }
    }
}
