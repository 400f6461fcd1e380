package org.keelson.supervisor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
    private static final String NOT_PRIVILEGED = "{\"Error\":\"Request not sent from a mgmt platform\"}";

    private final Bench bench = new Bench();

    @Test
    void containersLookAsPantavisorShowsThem() {
        String expected = "[{\"name\":\"pvr-sdk\",\"group\":\"platform\",\"status\":\"STARTED\",\"status_goal\":\"STARTED\","
                + "\"restart_policy\":\"system\",\"roles\":[\"mgmt\"]},"
                + "{\"name\":\"a\\\"pp\",\"group\":\"app\",\"status\":\"STOPPED\",\"status_goal\":\"READY\","
                + "\"restart_policy\":\"container\",\"roles\":[],\"user_stopped\":\"false\"}]";

        assertEquals(Bench.answer("200 OK", expected), bench.ask(Bench.HOST, Bench.get("/containers")));
    }

    @Test
    void groupsLookAsPantavisorShowsThem() {
        String expected = "[{\"name\":\"platform\",\"status_goal\":\"STARTED\",\"restart_policy\":\"system\",\"status\":\"STARTED\"},"
                + "{\"name\":\"app\",\"status_goal\":\"READY\",\"restart_policy\":\"container\",\"status\":\"STOPPED\"}]";

        assertEquals(Bench.answer("200 OK", expected), bench.ask(Bench.HOST, Bench.get("/groups")));
        assertEquals(Bench.answer("200 OK", expected), bench.ask(Bench.HOST, Bench.get("/v1/groups")));
    }

    @Test
    void versionedContainersTellMore() {
        String expected = "[{\"name\":\"pvr-sdk\",\"group\":\"platform\",\"status\":\"STARTED\",\"status_goal\":\"STARTED\","
                + "\"restart_policy\":\"system\",\"roles\":[\"mgmt\"],\"pid\":412,\"launcher\":410,\"uptime_ms\":61500,"
                + "\"goal_reached\":true,\"user_stopped\":false,\"starts\":1,\"restarts\":0},"
                + "{\"name\":\"a\\\"pp\",\"group\":\"app\",\"status\":\"STOPPED\",\"status_goal\":\"READY\","
                + "\"restart_policy\":\"container\",\"roles\":[],\"exit\":\"exit 3\",\"goal_reached\":false,"
                + "\"user_stopped\":false,\"starts\":1,\"restarts\":0}]";

        assertEquals(Bench.answer("200 OK", expected), bench.ask(Bench.HOST, Bench.get("/v1/containers")));
    }

    @Test
    void recoveryOfAGroupIsShownWithoutItsPolicy() {
        GroupView.RecoveryView recovery = new GroupView.RecoveryView(5, Duration.ofSeconds(30), "reboot");
        bench.subject.groups = Optional.of(List.of(new GroupView("app", "STARTED", "container", "READY", Optional.of(recovery))));

        String expected = "[{\"name\":\"app\",\"status_goal\":\"STARTED\",\"restart_policy\":\"container\",\"status\":\"READY\","
                + "\"auto_recovery\":{\"max_retries\":5,\"stable_timeout\":30,\"backoff_policy\":\"reboot\"}}]";
        assertEquals(Bench.answer("200 OK", expected), bench.ask(Bench.HOST, Bench.get("/groups")));
    }

    @Test
    void emptyListsAreLists() {
        bench.subject.containers = Optional.of(List.of());

        assertEquals(Bench.answer("200 OK", "[]"), bench.ask(Bench.HOST, Bench.get("/containers")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/containers", "/groups", "/v1/containers", "/v1/groups"})
    void beforeTheStateIsLoadedListsAreAnError(String path) {
        bench.subject.containers = Optional.empty();
        bench.subject.groups = Optional.empty();

        String expected = Bench.error("500 Internal Server Error", "State is not loaded yet");
        assertEquals(expected, bench.ask(Bench.HOST, Bench.get(path)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "host | GET  | /containers    | 200",
        "host | GET  | /groups        | 200",
        "host | GET  | /v1/containers | 200",
        "host | GET  | /v1/groups     | 200",
        "host | POST | /commands      | 200",
        "host | POST | /signal        | 500",
        "host | PUT  | /containers    | 400",
        "host | PUT  | /containers/x  | 404",
        "host | GET  | /containers/x  | 400",
        "host | PUT  | /containers/   | 400",
        "host | GET  | /nothing       | 400",
        "host | POST | /faults/exit   | 400",
        "web  | GET  | /containers    | 403",
        "web  | GET  | /groups        | 403",
        "web  | GET  | /v1/containers | 403",
        "web  | GET  | /v1/groups     | 403",
        "web  | POST | /commands      | 403",
        "web  | GET  | /commands      | 403",
        "web  | POST | /signal        | 200",
        "web  | GET  | /signal        | 400",
        "web  | GET  | /nothing       | 403",
        "web  | POST | /faults/exit   | 403",
    })
    void rightsDependOnTheSocketAlone(String caller, String method, String path, String status) {
        String body = path.equals("/signal") ? "{\"type\":\"ready\",\"payload\":\"\"}" : "{\"op\":\"REBOOT_DEVICE\",\"payload\":\"\"}";
        String request = Bench.post(path, body).replace("POST ", method + " ");

        String answer = bench.ask(caller.equals("host") ? Bench.HOST : Bench.WEB, request);

        assertEquals("HTTP/1.1 " + status, answer.substring(0, 12));
        if (status.equals("403")) {
            assertEquals(NOT_PRIVILEGED, answer.substring(answer.indexOf('{')));
            assertEquals(List.of(), bench.subject.told);
        }
    }

    @Test
    void signalReachesTheSubjectWithTheSocketsContainer() {
        String answer = bench.ask(Bench.WEB, Bench.post("/signal", "{\"type\":\"ready\",\"payload\":\"up\"}"));

        assertEquals(Bench.answer("200 OK", ""), answer);
        assertEquals(List.of("web says ready up"), bench.subject.told);
    }

    @Test
    void signalOfTheHostIsNotExpected() {
        String answer = bench.ask(Bench.HOST, Bench.post("/signal", "{\"type\":\"ready\",\"payload\":\"\"}"));

        assertEquals(Bench.error("500 Internal Server Error", "Signal not expected from this platform"), answer);
        assertEquals(List.of(), bench.subject.told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ready", "{}", "[]", "{\"type\":1}", "{\"type\":null,\"payload\":\"\"}", "{\"type\":\"ready\"",
        "{\"type\":\"ready\",\"payload\":{}}", "{\"type\":\"ready\",\"type\":\"ready\"}", "{\"type\":\"ready\"} x"})
    void signalThatIsNotOneHasBadFormat(String body) {
        assertEquals(Bench.error("400 Bad Request", "Signal has bad format"), bench.ask(Bench.WEB, Bench.post("/signal", body)));
        assertEquals(List.of(), bench.subject.told);
    }

    @Test
    void refusalOfTheSubjectIsTheAnswer() {
        bench.subject.outcome = new Outcome.Refused(503, "A command is already in progress. Try again");

        String answer = bench.ask(Bench.HOST, Bench.post("/commands", "{\"op\":\"REBOOT_DEVICE\"}"));

        assertEquals("HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: 55\r\n"
                + "Retry-After: 120\r\n\r\n{\"Error\":\"A command is already in progress. Try again\"}", answer);
    }

    @ParameterizedTest
    @CsvSource({"POWEROFF_DEVICE, POWEROFF_DEVICE", "REBOOT_DEVICE, REBOOT_DEVICE"})
    void commandReachesTheSubject(String op, String told) {
        bench.ask(Bench.HOST, Bench.post("/commands", "{\"op\":\"" + op + "\",\"payload\":\"because\"}"));

        assertEquals(List.of(told), bench.subject.told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE_METADATA", "TRY_ONCE", "LOCAL_RUN", "MAKE_FACTORY", "RUN_GC", "ENABLE_SSH", "DISABLE_SSH", "GO_REMOTE",
        "DEFER_REBOOT", "LOCAL_RUN_COMMIT", "LOCAL_APPLY", "XCONNECT_GRAPH", "UNCLAIM"})
    void commandOfPantavisorThatIsNotOursIsRefusedByName(String op) {
        String answer = bench.ask(Bench.HOST, Bench.post("/commands", "{\"op\":\"" + op + "\",\"payload\":\"\"}"));

        assertEquals(Bench.error("409 Conflict", "Command is not supported: " + op), answer);
        assertEquals(List.of(), bench.subject.told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "REBOOT", "REBOOT_DEVICE_NOW", "reboot_device", "L", "POWEROFF_DEVICE "})
    void commandIsNeverGuessedFromAPartOfItsName(String op) {
        String answer = bench.ask(Bench.HOST, Bench.post("/commands", "{\"op\":\"" + op + "\",\"payload\":\"\"}"));

        assertEquals(Bench.error("400 Bad Request", "Command has bad format"), answer);
        assertEquals(List.of(), bench.subject.told);
    }

    @Test
    void unknownEndpointIsNamed() {
        String expected = Bench.error("400 Bad Request", "unknown endpoint: /no\\\"thing?a=b");

        assertEquals(expected, bench.ask(Bench.HOST, Bench.get("/no\"thing?a=b")));
    }

    @Test
    void queryDoesNotHideAResource() {
        assertEquals(Bench.answer("200 OK", ""), bench.ask(Bench.WEB, Bench.post("/signal?x=1", "{\"type\":\"ready\"}")));
    }

    @ParameterizedTest
    @CsvSource({"GET, /signal", "DELETE, /containers", "PUT, /commands", "OPTIONS, /groups"})
    void wrongMethodIsSaidSo(String method, String path) {
        String expected = Bench.error("400 Bad Request", "Method not supported for this endpoint");

        assertEquals(expected, bench.ask(Bench.HOST, Bench.get(path).replace("GET ", method + " ")));
    }

    @Test
    void faultsExistInTestBuildsOnlyAndForTheHostOnly() {
        Bench testBuild = new Bench(true);

        String unknown = bench.ask(Bench.HOST, Bench.post("/faults/exit", ""));
        String host = testBuild.ask(Bench.HOST, Bench.post("/faults/exit", ""));
        String web = testBuild.ask(Bench.WEB, Bench.post("/faults/exit", ""));

        assertEquals(Bench.error("400 Bad Request", "unknown endpoint: /faults/exit"), unknown);
        assertEquals(Bench.answer("200 OK", ""), host);
        assertEquals(Bench.error("403 Forbidden", "Request not sent from mgmt platform"), web);
        assertEquals(List.of("fault exit"), testBuild.subject.told);
    }
}
