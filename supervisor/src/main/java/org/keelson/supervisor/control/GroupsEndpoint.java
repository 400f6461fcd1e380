package org.keelson.supervisor.control;

import java.util.List;
import java.util.Optional;

/** {@code GET /groups}: Pantavisor's members in Pantavisor's order. */
final class GroupsEndpoint implements Endpoint {
    private final Subject subject;

    GroupsEndpoint(Subject subject) {
        this.subject = subject;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public boolean at(String path) {
        return path.equals("/groups");
    }

    @Override
    public Response answer(Caller caller, Request request) {
        return list(subject);
    }

    /** All groups. */
    static Response list(Subject subject) {
        Optional<List<GroupView>> groups = subject.groups();
        if (groups.isEmpty()) {
            return Response.error(500, "State is not loaded yet");
        }
        JsonText json = new JsonText().beginArray();
        for (GroupView group : groups.get()) {
            json.beginObject().name("name").value(group.name()).name("status_goal").value(group.statusGoal());
            json.name("restart_policy").value(group.restartPolicy()).name("status").value(group.status()).endObject();
        }
        return Response.ok(json.endArray().toString());
    }
}
