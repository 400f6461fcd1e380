package org.keelson.supervisor.device.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.keelson.config.state.Container;
import org.keelson.config.state.Dependency;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Group;
import org.keelson.config.state.Health;
import org.keelson.config.state.ListeningSocket;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.Resources;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.supervisor.device.Blueprint;

/** Revisions of every kind that the reader lets pass: up to 50 containers, with all that one may ask for. */
final class RandomRevision {
    private final RandomGenerator random;
    private final List<Container> earlier = new ArrayList<>();

    private RandomRevision(RandomGenerator random) {
        this.random = random;
    }

    static Blueprint of(RandomGenerator random) {
        return new RandomRevision(random).blueprint();
    }

    private Blueprint blueprint() {
        int containers = size();
        int groups = 1 + random.nextInt(5);
        List<Blueprint.Members> members = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            Group group = new Group("g" + g, StatusGoal.STARTED, RestartPolicy.CONTAINER, seconds(1, 5, 30, 30, 120), Recovery.NO);
            int size = g == groups - 1 ? containers : random.nextInt(containers + 1);
            containers -= size;
            List<Container> own = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Container container = container("c" + earlier.size(), group);
                earlier.add(container);
                own.add(container);
            }
            Collections.shuffle(own, random);
            members.add(new Blueprint.Members(group, own));
        }
        return new Blueprint("7", members);
    }

    private int size() {
        int kind = random.nextInt(100);
        if (kind < 65) {
            return 1 + random.nextInt(5);
        }
        if (kind < 94) {
            return 6 + random.nextInt(8);
        }
        return kind < 99 ? 14 + random.nextInt(12) : 26 + random.nextInt(25);
    }

    private Container container(String name, Group group) {
        StatusGoal goal = StatusGoal.values()[random.nextInt(3)];
        RestartPolicy policy = one(12) ? RestartPolicy.SYSTEM : RestartPolicy.CONTAINER;
        Supervision supervision = new Supervision(recovery(), dependencies(), goal == StatusGoal.MOUNTED ? Optional.empty() : health(),
                new Stop(OptionalInt.empty(), one(2) ? Optional.empty() : Optional.of(seconds(0, 1, 10, 30))));
        return new Container(name, group.name(), goal, policy, Optional.of("lxc.container.conf"), Optional.empty(), List.of(), List.of(),
                Set.of(), false, false, List.of(), group.timeout(), supervision, execution(goal));
    }

    private Execution execution(StatusGoal goal) {
        if (goal == StatusGoal.MOUNTED || !one(4)) {
            return Execution.PLAIN;
        }
        return new Execution(Map.of(), one(2), Resources.UNLIMITED, List.of(new ListeningSocket("s", ListeningSocket.Kind.STREAM,
                new ListeningSocket.Address.Unix("s"), !one(3))));
    }

    /** Of those that come before it in its group or in an earlier one: without cycles, and nothing that its owner never gets to. */
    private List<Dependency> dependencies() {
        Set<String> names = new LinkedHashSet<>();
        List<Dependency> dependencies = new ArrayList<>();
        for (int count = one(2) ? random.nextInt(3) : 0; count > 0 && !earlier.isEmpty(); count--) {
            Container other = earlier.get(one(2) ? earlier.size() - 1 : random.nextInt(earlier.size()));
            if (names.add(other.name())) {
                StatusGoal wanted = StatusGoal.values()[random.nextInt(other.statusGoal().ordinal() + 1)];
                dependencies.add(new Dependency(other.name(), wanted));
            }
        }
        return dependencies;
    }

    private Recovery recovery() {
        if (one(3)) {
            return Recovery.NO;
        }
        return new Recovery(Recovery.Policy.values()[random.nextInt(4)], random.nextInt(4), seconds(0, 0, 1, 5, 60, 172_800),
                new double[] {0, 1, 1.5, 2, 1000}[random.nextInt(5)], seconds(0, 0, 10, 60, 600), seconds(0, 0, 5, 30), exhausted());
    }

    private Recovery.Exhausted exhausted() {
        return switch (random.nextInt(5)) {
            case 0 -> new Recovery.Exhausted.Reboot();
            case 1, 2 -> new Recovery.Exhausted.Never();
            default -> new Recovery.Exhausted.Pause(seconds(1, 30, 600, 604_800));
        };
    }

    private Optional<Health> health() {
        if (!one(3)) {
            return Optional.empty();
        }
        Health.OnUnhealthy onUnhealthy = one(8) ? Health.OnUnhealthy.REBOOT : Health.OnUnhealthy.values()[random.nextInt(3)];
        return Optional.of(new Health(new Health.Probe.Tcp(80), seconds(1, 5, 30, 300), seconds(1, 5, 30), 1 + random.nextInt(3),
                seconds(0, 0, 10, 60), onUnhealthy));
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private Duration seconds(int... choice) {
        return Duration.ofSeconds(choice[random.nextInt(choice.length)]);
    }
}
