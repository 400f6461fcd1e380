package org.keelson.supervisor.control;

import java.util.List;
import java.util.Optional;

/** {@code GET /containers}: Pantavisor's members in Pantavisor's order, and none besides. */
final class ContainersEndpoint implements Endpoint {
    private final Subject subject;

    ContainersEndpoint(Subject subject) {
        this.subject = subject;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public boolean at(String path) {
        return path.equals("/containers");
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
            members(json, container);
            json.endObject();
        }
        return Response.ok(json.endArray().toString());
    }

    /** Writes what Pantavisor shows of a container. */
    static void members(JsonText json, ContainerView container) {
        json.name("name").value(container.name()).name("group").value(container.group());
        json.name("status").value(container.status()).name("status_goal").value(container.statusGoal());
        json.name("restart_policy").value(container.restartPolicy()).name("roles").beginArray();
        for (String role : container.roles()) {
            json.value(role);
        }
        json.endArray();
        if (container.restartPolicy().equals("container")) {
            json.name("user_stopped").value("false"); // there is no call yet by which a user could stop one
        }
    }
}
