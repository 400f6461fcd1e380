package org.keelson.supervisor.control;

/** What a user may want of a container. */
public enum ContainerAction {
    START, STOP, RESTART
}
