package org.keelson.config.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the circles in which containers depend on each other, in time linear in the number of dependencies.
 *
 * <p>The walk keeps its own stack: a state of one megabyte can hold a chain of ten thousand containers, which would overflow that of
 * the thread. Each dependency that closes a circle gives one; others through the same dependency go away with it.
 */
final class DependencyCycles {
    private static final int SHOWN = 160;

    private final Map<String, Container> containers;
    private final List<List<String>> cycles = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    /** The containers from where the walk began to where it is, and what is left to try at each. */
    private final List<String> way = new ArrayList<>();
    private final List<Iterator<Dependency>> left = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();

    DependencyCycles(Map<String, Container> containers) {
        this.containers = containers;
    }

    /** {@return circles of at least two names, each beginning with its first name by the alphabet; at most {@code most}} */
    List<List<String>> find(int most) {
        for (String name : new TreeSet<>(containers.keySet())) {
            enter(name);
            while (!way.isEmpty()) {
                if (cycles.size() == most) {
                    return cycles;
                }
                step();
            }
        }
        return cycles;
    }

    /** {@return the circle with its first name again at its end; a long one without its middle} */
    static String show(List<String> cycle) {
        StringBuilder out = new StringBuilder();
        for (String name : cycle) {
            if (out.length() + name.length() > SHOWN) {
                out.append("… (").append(cycle.size()).append(" containers) → ");
                break;
            }
            out.append(name).append(" → ");
        }
        return out.append(cycle.getFirst()).toString();
    }

    private void step() {
        if (!left.getLast().hasNext()) {
            left.removeLast();
            positions.remove(way.removeLast());
            return;
        }
        String next = left.getLast().next().container();
        Integer position = positions.get(next);
        if (position == null) {
            enter(next);
        } else if (position < way.size() - 1) { // a container that depends on itself is reported as such
            cycles.add(fromItsFirst(way.subList(position, way.size())));
        }
    }

    private void enter(String name) {
        if (containers.containsKey(name) && seen.add(name)) {
            positions.put(name, way.size());
            way.add(name);
            left.add(containers.get(name).supervision().dependsOn().iterator());
        }
    }

    private static List<String> fromItsFirst(List<String> circle) {
        List<String> turned = new ArrayList<>(circle);
        Collections.rotate(turned, -turned.indexOf(Collections.min(turned)));
        return turned;
    }
}
