package org.keelson.supervisor.control;

/** {@code GET /v1/groups}: the same as {@code /groups} so far; apart, so that members can be added here. */
final class GroupsV1Endpoint implements Endpoint {
    private final Subject subject;

    GroupsV1Endpoint(Subject subject) {
        this.subject = subject;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public boolean at(String path) {
        return path.equals("/v1/groups");
    }

    @Override
    public Response answer(Caller caller, Request request) {
        return GroupsEndpoint.list(subject);
    }
}
