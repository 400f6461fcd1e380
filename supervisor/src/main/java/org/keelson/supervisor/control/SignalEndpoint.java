package org.keelson.supervisor.control;

import java.util.Optional;

/** {@code POST /signal}: a container says that it is ready. The one resource for containers. */
final class SignalEndpoint implements Endpoint {
    private final Subject subject;

    SignalEndpoint(Subject subject) {
        this.subject = subject;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public boolean at(String path) {
        return path.equals("/signal");
    }

    @Override
    public boolean forContainers() {
        return true;
    }

    @Override
    public Response answer(Caller caller, Request request) {
        Optional<Body> body = Body.read(request.body(), "type");
        if (body.isEmpty()) {
            return Response.error(400, "Signal has bad format");
        }
        return switch (caller) {
            case Caller.Host() -> Response.error(500, "Signal not expected from this platform");
            case Caller.OfContainer(String name) ->
                Response.of(subject.signal(name, body.get().word(), body.get().payload()));
        };
    }
}
