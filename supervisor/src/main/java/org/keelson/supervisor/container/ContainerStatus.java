package org.keelson.supervisor.container;

/** What the API shows of a container. The order matters: a goal is compared with it. */
public enum ContainerStatus {
    NONE, INSTALLED, MOUNTED, BLOCKED, STARTING, STARTED, READY, RECOVERING, STOPPING, STOPPED
}
