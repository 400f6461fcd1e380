package org.keelson.supervisor.control;

import java.util.Optional;

/** {@code POST /commands}: the host orders one of {@link Command}. */
final class CommandsEndpoint implements Endpoint {
    private final Subject subject;

    CommandsEndpoint(Subject subject) {
        this.subject = subject;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public boolean at(String path) {
        return path.equals("/commands");
    }

    @Override
    public Response answer(Caller caller, Request request) {
        Optional<Body> body = Body.read(request.body(), "op");
        Optional<Command> command = body.flatMap(given -> Command.named(given.word()));
        if (command.isPresent()) {
            return Response.of(subject.command(command.get()));
        }
        boolean foreign = body.isPresent() && Command.foreign(body.get().word());
        return foreign
                ? Response.error(409, "Command is not supported: " + body.get().word())
                : Response.error(400, "Command has bad format");
    }
}
