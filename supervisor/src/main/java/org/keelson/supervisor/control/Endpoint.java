package org.keelson.supervisor.control;

/** One resource and the one method that it has. Loop thread only; nothing blocks. */
interface Endpoint {
    /** The method that it has, for example {@code GET}. */
    String method();

    /** True if that path is this resource. */
    boolean at(String path);

    /** Answers; rights and method were checked. */
    Response answer(Caller caller, Request request);

    /** True if a container may call it. */
    default boolean forContainers() {
        return false;
    }

    /** What a container that may not call it is told. */
    default String refusal() {
        return "Request not sent from a mgmt platform";
    }
}
