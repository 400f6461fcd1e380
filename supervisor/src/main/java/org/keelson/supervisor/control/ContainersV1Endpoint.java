package org.keelson.supervisor.control;

import java.util.List;
import java.util.Optional;

/**
 * {@code GET /v1/containers}: Pantavisor's members, then {@code pid}, {@code launcher}, {@code uptime_ms} and {@code exit} where there
 * is one, and {@code goal_reached}.
 */
final class ContainersV1Endpoint implements Endpoint {
    private final Subject subject;

    ContainersV1Endpoint(Subject subject) {
        this.subject = subject;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public boolean at(String path) {
        return path.equals("/v1/containers");
    }

    @Override
    public Response answer(Caller caller, Request request) {
        Optional<List<ContainerView>> containers = subject.containers();
        if (containers.isEmpty()) {
            return Response.error(500, "State is not loaded yet");
        }
        JsonText json = new JsonText().beginArray();
        for (ContainerView container : containers.get()) {
            json.beginObject();
            ContainersEndpoint.members(json, container);
            members(json, container);
            json.endObject();
        }
        return Response.ok(json.endArray().toString());
    }

    private static void members(JsonText json, ContainerView container) {
        if (container.run().pid().isPresent()) {
            json.name("pid").value(container.run().pid().getAsInt());
        }
        if (container.run().launcher().isPresent()) {
            json.name("launcher").value(container.run().launcher().getAsInt());
        }
        if (container.run().uptimeMillis().isPresent()) {
            json.name("uptime_ms").value(container.run().uptimeMillis().getAsLong());
        }
        if (container.exit().isPresent()) {
            json.name("exit").value(container.exit().get());
        }
        json.name("goal_reached").value(container.goalReached());
    }
}
