package org.keelson.config.state;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;
import org.keelson.config.json.Shown;

/**
 * Looks for dependencies that could never be met: a container that has one would wait for ever, and its group with it.
 *
 * <p>A container that has problems of its own is only known by name, since its group and goal may not be what was meant.
 */
final class DependencyCheck {
    private final Map<String, Container> containers = new HashMap<>();
    private final List<Container> inOrder;
    private final Set<String> names;
    private final Map<String, Integer> groups = new HashMap<>();
    private final Problems problems;

    /**
     * Prepares the check.
     *
     * @param good the containers without problems of their own, in the order of the state
     * @param names the names of all containers
     * @param groups the groups in start order
     */
    DependencyCheck(List<Container> good, Collection<String> names, List<Group> groups, Problems problems) {
        this.inOrder = good;
        this.names = new HashSet<>(names);
        this.problems = problems;
        for (Container container : good) {
            containers.put(container.name(), container);
        }
        for (Group group : groups) {
            this.groups.put(group.name(), this.groups.size());
        }
    }

    void check() {
        for (Container container : inOrder) {
            for (Dependency dependency : container.supervision().dependsOn()) {
                check(container, dependency);
            }
        }
        for (List<String> cycle : new DependencyCycles(containers).find(Problems.LIMIT)) {
            error(cycle.get(0), cycle.get(1), "would wait for ever: " + DependencyCycles.show(cycle));
        }
    }

    private void check(Container container, Dependency dependency) {
        String name = dependency.container();
        if (!names.contains(name)) {
            error(container.name(), name, "found " + Shown.quote(name) + ", expected the name of a container of this state");
        } else if (name.equals(container.name())) {
            error(container.name(), name, "would wait for ever: it is the container itself");
        } else if (containers.containsKey(name)) {
            check(container, dependency, containers.get(name));
        }
    }

    private void check(Container container, Dependency dependency, Container on) {
        if (groups.get(on.group()) > groups.get(container.group())) {
            error(container.name(), on.name(),
                    "would wait for ever: " + Shown.quote(on.name()) + " is in the later group " + Shown.quote(on.group()));
        }
        if (dependency.status().compareTo(on.statusGoal()) > 0) {
            error(container.name(), on.name(), "would wait for ever for " + dependency.status() + ": the status_goal of "
                    + Shown.quote(on.name()) + " is " + on.statusGoal());
        }
    }

    private void error(String container, String dependency, String message) {
        JsonPath path = JsonPath.root(container + "/run.json:").member("depends_on").member(dependency);
        problems.error(path.toString(), message);
    }
}
