package org.keelson.supervisor.control;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A container as the control sockets show it.
 *
 * @param name its name
 * @param group its group's name
 * @param status Pantavisor's word for what it is, for example {@code STARTED}
 * @param statusGoal Pantavisor's word for what it is to become
 * @param restartPolicy {@code system} or {@code container}
 * @param roles for example {@code mgmt}
 * @param pid its first process, as the host sees it
 * @param launcher the process that runs liblxc for it
 * @param uptimeMillis since its program was executed, in milliseconds
 * @param exit how it ended last, for example {@code exit 3} or {@code signal 9}
 * @param goalReached true once its status goal was reached
 */
public record ContainerView(
        String name,
        String group,
        String status,
        String statusGoal,
        String restartPolicy,
        List<String> roles,
        OptionalInt pid,
        OptionalInt launcher,
        OptionalLong uptimeMillis,
        Optional<String> exit,
        boolean goalReached) {
    /** Copies the list. */
    public ContainerView {
        roles = List.copyOf(roles);
    }
}
