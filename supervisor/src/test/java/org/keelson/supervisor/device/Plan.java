package org.keelson.supervisor.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.keelson.config.state.Container;
import org.keelson.config.state.Group;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.ContainerSamples;

/** Blueprints for tests, group by group. */
final class Plan {
    private final List<Blueprint.Members> groups = new ArrayList<>();

    /** Adds a group. */
    Plan group(String name, Container... members) {
        groups.add(new Blueprint.Members(
                new Group(name, StatusGoal.STARTED, RestartPolicy.SYSTEM, Duration.ofSeconds(30), Recovery.NO), List.of(members)));
        return this;
    }

    /** Everything added so far, as revision 7. */
    Blueprint blueprint() {
        return new Blueprint("7", groups);
    }

    static Container container(String name, StatusGoal goal, RestartPolicy policy) {
        return ContainerSamples.container(name, "any", goal, policy);
    }

    /** One that nothing but itself depends on. */
    static Container app(String name) {
        return container(name, StatusGoal.STARTED, RestartPolicy.CONTAINER);
    }

    /** Up to four groups of up to three containers of every kind. */
    static Blueprint random(Random random) {
        Plan plan = new Plan();
        for (int group = 1 + random.nextInt(4); group > 0; group--) {
            Container[] members = new Container[random.nextInt(4)];
            for (int i = 0; i < members.length; i++) {
                members[i] = container("c" + group + "-" + i, StatusGoal.values()[random.nextInt(3)],
                        random.nextInt(4) == 0 ? RestartPolicy.SYSTEM : RestartPolicy.CONTAINER);
            }
            plan.group("g" + group, members);
        }
        return plan.blueprint();
    }
}
