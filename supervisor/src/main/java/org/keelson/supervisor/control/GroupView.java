package org.keelson.supervisor.control;

/**
 * A group as the control sockets show it.
 *
 * @param name its name
 * @param statusGoal Pantavisor's word for what its containers are to become
 * @param restartPolicy {@code system} or {@code container}
 * @param status Pantavisor's word for what all of its containers are at least
 */
public record GroupView(String name, String statusGoal, String restartPolicy, String status) {}
