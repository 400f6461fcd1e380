package org.keelson.supervisor.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keelson.config.state.Container;
import org.keelson.config.state.Dependency;
import org.keelson.config.state.Group;
import org.keelson.config.state.RevisionState;

/** The revision as the machine needs it: groups in start order, each with its containers, and who waits for whom. Immutable. */
public final class Blueprint {
    private final String revision;
    private final List<Members> groups;
    private final Map<String, Container> byName = new LinkedHashMap<>();
    private final Map<String, List<String>> dependents = new LinkedHashMap<>();

    /** A group and its containers. */
    public record Members(Group group, List<Container> containers) {
        public Members {
            containers = List.copyOf(containers);
        }
    }

    /** Groups in start order; every dependency has to be a container of them. */
    public Blueprint(String revision, List<Members> groups) {
        this.revision = revision;
        this.groups = List.copyOf(groups);
        for (Members members : groups) {
            for (Container container : members.containers()) {
                byName.put(container.name(), container);
                dependents.put(container.name(), new ArrayList<>());
            }
        }
        for (Container container : byName.values()) {
            for (Dependency dependency : container.supervision().dependsOn()) {
                dependents.get(dependency.container()).add(container.name());
            }
        }
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

    /** The revision's name. */
    public String revision() {
        return revision;
    }

    /** The groups in start order. */
    public List<Members> groups() {
        return groups;
    }

    /** Every container, in start order. */
    public List<Container> containers() {
        return List.copyOf(byName.values());
    }

    /** The container of that name, if it is one of the revision. */
    public Optional<Container> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The container of that name; it must exist. */
    public Container container(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no such container: " + name));
    }

    /** Who waits for a container. */
    List<String> dependents(String name) {
        return dependents.get(name);
    }
}
