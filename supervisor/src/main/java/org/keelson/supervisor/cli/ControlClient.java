package org.keelson.supervisor.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keelson.config.Parsed;
import org.keelson.config.json.Limits;
import org.keelson.config.json.StrictJson;
import org.keelson.config.state.Names;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;

/** Asks the supervisor, wherever its socket is, and makes a sentence of whatever goes wrong. */
final class ControlClient {
    /** Names the socket, if it is set. */
    static final String VARIABLE = "KEELSON_SOCKET";

    /** Where the socket is on the host. */
    static final String ON_HOST = "/run/pantavisor/pv/pv-ctrl";

    /** Where it is in a container. */
    static final String IN_CONTAINER = "/pantavisor/pv-ctrl";

    /** How much JSON an answer may be. */
    static final Limits LIMITS = new Limits(1 << 20, 8);

    private final Transport transport;
    private final Map<String, String> environment;

    ControlClient(Transport transport, Map<String, String> environment) {
        this.transport = transport;
        this.environment = environment;
    }

    /**
     * Asks and returns the body of a good answer.
     *
     * @param socket the one to ask; without it the environment's, or the first one of the usual places that exists
     */
    String ask(Optional<String> socket, String method, String path, String body) throws CommandFailure {
        List<String> candidates = candidates(socket);
        for (String candidate : candidates) {
            try {
                return checked(candidate, transport.exchange(candidate, method, path, body));
            } catch (LinuxException e) {
                if (candidates.size() == 1 || !e.is(Errno.ENOENT)) {
                    throw new CommandFailure(e.getMessage());
                }
            } catch (IOException e) {
                throw new CommandFailure("no answer that makes sense from " + candidate + ": " + e.getMessage());
            }
        }
        throw new CommandFailure("no control socket at " + String.join(" or ", candidates) + "; --socket names another");
    }

    /** A container's name as a segment of a path; what is no name is not sent. */
    static String segment(String name) throws CommandFailure {
        Optional<String> problem = Names.container(name);
        if (problem.isPresent()) {
            throw new CommandFailure(problem.get());
        }
        return name;
    }

    private List<String> candidates(Optional<String> socket) {
        String named = socket.orElseGet(() -> environment.getOrDefault(VARIABLE, ""));
        return named.isEmpty() ? List.of(ON_HOST, IN_CONTAINER) : List.of(named);
    }

    private static String checked(String socket, Transport.Answer answer) throws CommandFailure {
        if (answer.status() != 200) {
            throw new CommandFailure("refused by " + socket + ": " + reason(answer.body()) + " (" + answer.status() + ")");
        }
        return answer.body();
    }

    private static String reason(String body) {
        if (StrictJson.parse(body.getBytes(StandardCharsets.UTF_8), LIMITS) instanceof Parsed.Ok<JsonElement>(JsonObject object, _)
                && object.get("Error") instanceof JsonPrimitive error) {
            return error.getAsString();
        }
        return "no reason given";
    }
}
