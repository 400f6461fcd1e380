package org.keelson.supervisor.control;

import java.util.ArrayList;
import java.util.List;

/** All resources, and the rules that hold for each: host, rights, path, method. Loop thread only. */
final class Endpoints {
    private static final String NOT_PRIVILEGED = "Request not sent from a mgmt platform";

    private final List<Endpoint> all = new ArrayList<>();

    /** @param faults whether errors can be ordered, in builds for tests */
    Endpoints(Subject subject, boolean faults) {
        all.add(new ListEndpoint<>("/containers", subject::containers, ContainerJson::ofPantavisor));
        all.add(new ContainerEndpoint(subject, "PUT", "/containers/{name}", new ContainerControl(subject)));
        all.add(new ListEndpoint<>("/groups", subject::groups, GroupJson::ofPantavisor));
        all.add(new SignalEndpoint(subject));
        all.add(new CommandsEndpoint(subject));
        all.add(new ListEndpoint<>("/v1/containers", subject::containers, ContainerJson::complete));
        all.add(new ContainerEndpoint(subject, "GET", "/v1/containers/{name}",
                (container, _) -> Response.item(container, ContainerJson::complete)));
        all.add(new ContainerEndpoint(subject, "GET", "/v1/containers/{name}/events",
                (container, _) -> Response.list(subject.changes(container.name()).orElse(List.of()), ContainerJson::change)));
        all.add(new ListEndpoint<>("/v1/groups", subject::groups, GroupJson::ofPantavisor));
        if (faults) {
            all.add(new FaultsEndpoint(subject));
        }
    }

    /** Answers a request. */
    Response answer(Caller caller, Request request) {
        if (!request.hostAllowed()) {
            return Response.error(400, "Host must be empty or localhost");
        }
        Endpoint found = null;
        for (Endpoint endpoint : all) {
            found = found == null && endpoint.at(request.path()) ? endpoint : found;
        }
        boolean container = caller instanceof Caller.OfContainer;
        if (container && (found == null || !found.forContainers())) {
            return Response.error(403, found == null ? NOT_PRIVILEGED : found.refusal());
        }
        if (found == null) {
            return Response.error(400, "unknown endpoint: " + request.target());
        }
        if (!found.method().equals(request.method())) {
            return Response.error(400, "Method not supported for this endpoint");
        }
        return found.answer(caller, request);
    }
}
