package org.keelson.supervisor.device;

import java.util.ArrayList;
import java.util.List;
import org.keelson.config.state.Container;
import org.keelson.config.state.Group;
import org.keelson.config.state.RevisionState;

/** The revision as the machine needs it: groups in start order, each with its containers. */
public record Blueprint(String revision, List<Members> groups) {
    /** A group and its containers. */
    public record Members(Group group, List<Container> containers) {
        public Members {
            containers = List.copyOf(containers);
        }
    }

    public Blueprint {
        groups = List.copyOf(groups);
    }

    /** Sorts a state's containers into their groups. */
    public static Blueprint of(String revision, RevisionState state) {
        List<Members> groups = new ArrayList<>();
        for (Group group : state.groups()) {
            List<Container> members = new ArrayList<>();
            for (Container container : state.containers()) {
                if (container.group().equals(group.name())) {
                    members.add(container);
                }
            }
            groups.add(new Members(group, members));
        }
        return new Blueprint(revision, groups);
    }

    /** Every container, in start order. */
    public List<Container> containers() {
        List<Container> all = new ArrayList<>();
        for (Members members : groups) {
            all.addAll(members.containers());
        }
        return all;
    }

    /** The container of that name; it must exist. */
    public Container container(String name) {
        for (Members members : groups) {
            for (Container container : members.containers()) {
                if (container.name().equals(name)) {
                    return container;
                }
            }
        }
        throw new IllegalArgumentException("no such container: " + name);
    }
}
