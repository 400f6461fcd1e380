package org.keelson.supervisor.control;

/** {@code POST /faults/{kind}}: a test orders an error. Does not exist unless {@code keelson.faults} was set for the build. */
final class FaultsEndpoint implements Endpoint {
    /** Read when this class is initialised, which native-image does while it builds. */
    static final boolean BUILT_IN = Boolean.getBoolean("keelson.faults");

    private static final String PREFIX = "/faults/";

    private final Subject subject;

    FaultsEndpoint(Subject subject) {
        this.subject = subject;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public boolean at(String path) {
        return path.startsWith(PREFIX) && path.length() > PREFIX.length() && path.indexOf('/', PREFIX.length()) < 0;
    }

    @Override
    public String refusal() {
        return "Request not sent from mgmt platform";
    }

    @Override
    public Response answer(Caller caller, Request request) {
        return Response.of(subject.fault(request.path().substring(PREFIX.length())));
    }
}
