package org.keelson.supervisor.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import org.keelson.config.Parsed;
import org.keelson.config.json.Limits;
import org.keelson.config.json.StrictJson;

/**
 * {@code PUT /containers/{name}} of {@code {"action":"stop"}}, in Pantavisor's order: the policy is looked at before the body. Whether the
 * state of the container allows the action is the subject's to say.
 */
final class ContainerControl implements ContainerEndpoint.Answer {
    private static final Limits LIMITS = new Limits(1024, 8);

    private final Subject subject;

    ContainerControl(Subject subject) {
        this.subject = subject;
    }

    @Override
    public Response to(ContainerView container, Request request) {
        if (!container.restartPolicy().equals("container")) {
            return Response.error(403, "Container has restart_policy 'system' and cannot be controlled via API");
        }
        if (request.body().length > LIMITS.maxBytes()) {
            return Response.error(413, "Request body is too large");
        }
        if (!(StrictJson.parse(request.body(), LIMITS) instanceof Parsed.Ok<JsonElement>(JsonObject body, _))) {
            return Response.error(400, "Invalid JSON");
        }
        if (!(body.get("action") instanceof JsonPrimitive action && action.isString())) {
            return Response.error(400, "Missing 'action' field");
        }
        Optional<ContainerAction> wanted = ContainerAction.named(action.getAsString());
        return wanted.isPresent()
                ? Response.of(subject.control(container.name(), wanted.get()))
                : Response.error(400, "Invalid action. Use 'start', 'stop', or 'restart'");
    }
}
