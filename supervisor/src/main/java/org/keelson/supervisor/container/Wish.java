package org.keelson.supervisor.container;

/** What is wanted of a container, whatever it does at the moment. */
public enum Wish {
    /** To run. */
    RUN,
    /** To wait for a connection to one of its sockets, and to run then. */
    LISTEN,
    /** To stay stopped, since a user said so. */
    STOP
}
