package org.keelson.supervisor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerEndpointTest {
    private static final ContainerView.RecoveryView RECOVERY =
            new ContainerView.RecoveryView("on-failure", 5, 2, Duration.ofSeconds(30), false, "600s");
    private static final ContainerView WEB = new ContainerView("web", "app", "STARTED", "READY", "container", List.of(),
            new ContainerView.Run(OptionalInt.of(7), OptionalInt.empty(), OptionalLong.empty()), Optional.of("signal 9"), false,
            Optional.of(RECOVERY), true, 4, Optional.of("healthy"), Optional.of("container db"));
    private static final ContainerView BASE = new ContainerView("base", "root", "STARTED", "STARTED", "system", List.of(),
            ContainerView.Run.NONE, Optional.empty(), true, Optional.empty(), false, 0, Optional.empty(), Optional.empty());
    private static final String WEB_COMPLETE = "{\"name\":\"web\",\"group\":\"app\",\"status\":\"STARTED\",\"status_goal\":\"READY\","
            + "\"restart_policy\":\"container\",\"roles\":[],\"pid\":7,\"exit\":\"signal 9\",\"goal_reached\":false,"
            + "\"auto_recovery\":{\"policy\":\"on-failure\",\"max_retries\":5,\"current_retries\":2,\"stable_timeout\":30,"
            + "\"is_stable\":false,\"backoff_policy\":\"600s\"},\"user_stopped\":true,\"starts\":4,\"restarts\":3,"
            + "\"health\":\"healthy\",\"waiting_for\":\"container db\"}";

    private final Bench bench = new Bench();

    ContainerEndpointTest() {
        bench.subject.containers = Optional.of(List.of(BASE, WEB));
    }

    private String put(String path, String body) {
        return bench.ask(Bench.HOST, Bench.put(path, body));
    }

    @Test
    void recoveryLooksAsPantavisorShowsIt() {
        bench.subject.containers = Optional.of(List.of(WEB));

        String expected = "[{\"name\":\"web\",\"group\":\"app\",\"status\":\"STARTED\",\"status_goal\":\"READY\","
                + "\"restart_policy\":\"container\",\"roles\":[],"
                + "\"auto_recovery\":{\"policy\":\"on-failure\",\"max_retries\":5,\"current_retries\":2,\"stable_timeout\":30,"
                + "\"is_stable\":\"false\",\"backoff_policy\":\"600s\"},\"user_stopped\":\"true\"}]";
        assertEquals(Bench.answer("200 OK", expected), bench.ask(Bench.HOST, Bench.get("/containers")));
    }

    @Test
    void oneContainerIsShownAsInTheList() {
        assertEquals(Bench.answer("200 OK", WEB_COMPLETE), bench.ask(Bench.HOST, Bench.get("/v1/containers/web")));
    }

    @Test
    void containerThatNeverStartedHasNoRestarts() {
        String expected = "{\"name\":\"base\",\"group\":\"root\",\"status\":\"STARTED\",\"status_goal\":\"STARTED\","
                + "\"restart_policy\":\"system\",\"roles\":[],\"goal_reached\":true,\"user_stopped\":false,\"starts\":0,\"restarts\":0}";

        assertEquals(Bench.answer("200 OK", expected), bench.ask(Bench.HOST, Bench.get("/v1/containers/base")));
    }

    @Test
    void eventsAreTheChangesOfTheContainer() {
        String expected = "[{\"ago_ms\":1500,\"from\":\"executing\",\"to\":\"started\",\"cause\":\"executed\"}]";

        assertEquals(Bench.answer("200 OK", expected), bench.ask(Bench.HOST, Bench.get("/v1/containers/web/events")));
    }

    @ParameterizedTest
    @CsvSource({"start, START web", "stop, STOP web", "restart, RESTART web"})
    void actionReachesTheSubject(String action, String told) {
        assertEquals(Bench.answer("200 OK", ""), put("/containers/web", "{\"action\":\"" + action + "\"}"));
        assertEquals(List.of(told), bench.subject.told);
    }

    @Test
    void refusalOfTheSubjectIsTheAnswerToAnAction() {
        bench.subject.outcome = new Outcome.Refused(400, "Container state does not allow restart.");

        String expected = Bench.error("400 Bad Request", "Container state does not allow restart.");
        assertEquals(expected, put("/containers/web", "{\"action\":\"restart\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"we", "webb", "WEB", "w%65b", "web%00", "..", "%2e%2e", "w\u00e4b", "web;x", "-"})
    void nameThatIsNoContainersIsNotFound(String name) {
        String expected = Bench.error("404 Not Found", "Container not found");

        assertEquals(expected, put("/containers/" + name, "{\"action\":\"stop\"}"));
        assertEquals(expected, bench.ask(Bench.HOST, Bench.get("/v1/containers/" + name)));
        assertEquals(expected, bench.ask(Bench.HOST, Bench.get("/v1/containers/" + name + "/events")));
        assertEquals(List.of(), bench.subject.told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/containers/web/", "/containers//web", "/containers/web/stop", "/containers/../web", "/v1/containers//events",
        "/v1/containers/web/events/", "/v1/containers/"})
    void oneSegmentIsTheName(String path) {
        String expected = Bench.error("400 Bad Request", "unknown endpoint: " + path);

        assertEquals(expected, put(path, "{\"action\":\"stop\"}"));
    }

    @Test
    void containerNamedLikeAResourceIsFound() {
        assertEquals(Bench.error("404 Not Found", "Container not found"), bench.ask(Bench.HOST, Bench.get("/v1/containers/events")));
    }

    @Test
    void policyOfTheSystemForbidsEveryActionWhateverTheBody() {
        String expected =
                Bench.error("403 Forbidden", "Container has restart_policy 'system' and cannot be controlled via API");

        assertEquals(expected, put("/containers/base", "{\"action\":\"stop\"}"));
        assertEquals(expected, put("/containers/base", "nonsense"));
        assertEquals(List.of(), bench.subject.told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``                                  | Invalid JSON",
        "stop                                | Invalid JSON",
        "[]                                  | Invalid JSON",
        "{\"action\":\"stop\"                | Invalid JSON",
        "{\"action\":\"stop\"} x             | Invalid JSON",
        "{\"action\":\"x\",\"action\":\"stop\"} | Invalid JSON",
        "{}                                  | Missing 'action' field",
        "{\"act\":\"stop\"}                  | Missing 'action' field",
        "{\"a\":{\"action\":\"stop\"}}       | Missing 'action' field",
        "{\"action\":null}                   | Missing 'action' field",
        "{\"action\":[\"stop\"]}             | Missing 'action' field",
        "{\"action\":\"\"}                   | Invalid action. Use 'start', 'stop', or 'restart'",
        "{\"action\":\"Stop\"}               | Invalid action. Use 'start', 'stop', or 'restart'",
        "{\"action\":\"stop \"}              | Invalid action. Use 'start', 'stop', or 'restart'",
        "{\"action\":\"kill\"}               | Invalid action. Use 'start', 'stop', or 'restart'",
    })
    void actionThatIsNoneIsRefused(String body, String message) {
        assertEquals(Bench.error("400 Bad Request", message), put("/containers/web", body));
        assertEquals(List.of(), bench.subject.told);
    }

    @Test
    void bodyOfAnActionIsSmall() {
        String body = "{\"action\":\"stop\"}";

        assertEquals(Bench.answer("200 OK", ""), put("/containers/web", body + " ".repeat(1024 - body.length())));
        assertEquals(Bench.error("413 Content Too Large", "Request body is too large"),
                put("/containers/web", body + " ".repeat(1025 - body.length())));
        assertEquals(List.of("STOP web"), bench.subject.told);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /containers/web", "GET, /v1/containers/web", "GET, /v1/containers/web/events", "DELETE, /containers/nobody"})
    void containerMayNotAskAboutAContainer(String method, String path) {
        String request = Bench.post(path, "{\"action\":\"stop\"}").replace("POST ", method + " ");

        assertEquals(Bench.error("403 Forbidden", "Request not sent from mgmt platform"), bench.ask(Bench.WEB, request));
        assertEquals(List.of(), bench.subject.told);
    }

    @Test
    void beforeTheStateIsLoadedNoContainerIsMissing() {
        bench.subject.containers = Optional.empty();

        String expected = Bench.error("500 Internal Server Error", "State is not loaded yet");
        assertEquals(expected, put("/containers/web", "{\"action\":\"stop\"}"));
        assertEquals(expected, bench.ask(Bench.HOST, Bench.get("/v1/containers/web/events")));
    }
}
