package org.keelson.supervisor.control;

import java.util.List;
import java.util.Optional;

/**
 * One method of a path that names a container. The container is found first, and its own name is used from then on, never the text of the
 * path. That text is compared as it was sent: no character of a valid name needs to be escaped, so an escape is no name.
 */
final class ContainerEndpoint implements Endpoint {
    private static final String PARAMETER = "{name}";

    private final Subject subject;
    private final String method;
    private final String before;
    private final String after;
    private final Answer answer;

    /** Answers when the container is found. */
    @FunctionalInterface
    interface Answer {
        /** The answer about that container. */
        Response to(ContainerView container, Request request);
    }

    /** @param path with {@code {name}} for one segment */
    ContainerEndpoint(Subject subject, String method, String path, Answer answer) {
        int at = path.indexOf(PARAMETER);
        this.subject = subject;
        this.method = method;
        this.before = path.substring(0, at);
        this.after = path.substring(at + PARAMETER.length());
        this.answer = answer;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public boolean at(String path) {
        return path.length() > before.length() + after.length()
                && path.startsWith(before)
                && path.endsWith(after)
                && name(path).indexOf('/') < 0;
    }

    @Override
    public String refusal() {
        return "Request not sent from mgmt platform";
    }

    @Override
    public Response answer(Caller caller, Request request) {
        Optional<List<ContainerView>> containers = subject.containers();
        if (containers.isEmpty()) {
            return Response.notLoaded();
        }
        String name = name(request.path());
        for (ContainerView container : containers.get()) {
            if (container.name().equals(name)) {
                return answer.to(container, request);
            }
        }
        return Response.error(404, "Container not found");
    }

    private String name(String path) {
        return path.substring(before.length(), path.length() - after.length());
    }
}
