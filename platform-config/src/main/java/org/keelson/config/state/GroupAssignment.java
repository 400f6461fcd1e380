package org.keelson.config.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives every container a group.
 *
 * <p>A container that names a group is in it. Of the others, with the default groups, the first goes to {@code root} if
 * nobody is in it by name, and the rest to {@code platform}; with groups of the state's own, all go to the last one.
 */
final class GroupAssignment {
    private GroupAssignment() {}

    /** {@return one group for each element of {@code explicit}, in its order} */
    static List<Group> assign(List<Optional<Group>> explicit, GroupsReader.Groups groups) {
        List<Group> assigned = new ArrayList<>();
        boolean rootTaken = false;
        for (Optional<Group> group : explicit) {
            rootTaken |= group.isPresent() && group.get().name().equals("root");
        }
        for (Optional<Group> group : explicit) {
            if (group.isPresent()) {
                assigned.add(group.get());
            } else if (!groups.defaults()) {
                assigned.add(groups.list().getLast());
            } else {
                assigned.add(groups.named(rootTaken ? "platform" : "root").orElseThrow());
                rootTaken = true;
            }
        }
        return assigned;
    }
}
