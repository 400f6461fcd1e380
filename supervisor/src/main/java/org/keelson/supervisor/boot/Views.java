package org.keelson.supervisor.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.keelson.config.state.Container;
import org.keelson.config.state.Group;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.Role;
import org.keelson.supervisor.container.ContainerDecision;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerStatus;
import org.keelson.supervisor.container.Wish;
import org.keelson.supervisor.control.ContainerView;
import org.keelson.supervisor.control.GroupView;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.device.DeviceState;
import org.keelson.supervisor.device.Goal;

/** Turns lives into what the control sockets show. Pure. */
final class Views {
    private Views() {}

    static List<ContainerView> containers(Blueprint blueprint, DeviceState state, long now) {
        List<ContainerView> views = new ArrayList<>();
        for (Container container : blueprint.containers()) {
            views.add(container(container, state.life(container.name()), now));
        }
        return views;
    }

    private static ContainerView container(Container container, ContainerLife life, long now) {
        List<String> roles = new ArrayList<>();
        for (Role role : container.roles()) {
            roles.add(lower(role.name()));
        }
        ContainerState state = life.state();
        return new ContainerView(container.name(), container.group(), state.status().name(), container.statusGoal().name(),
                lower(container.restartPolicy().name()), roles,
                new ContainerView.Run(pid(state.initPid()), pid(state.launcherPid()), uptime(state, now)),
                state.ended().flatMap(ContainerState.End::exit).map(exit -> exit.words()),
                Goal.of(life) == Goal.ACHIEVED,
                recovery(container, life, now),
                life.wish() == Wish.STOP,
                life.attempts().starts(),
                ContainerDecision.vitals(state).map(vitals -> vitals.verdict().word()),
                waitingFor(state));
    }

    private static OptionalInt pid(int pid) {
        return pid == 0 ? OptionalInt.empty() : OptionalInt.of(pid);
    }

    private static OptionalLong uptime(ContainerState state, long now) {
        return switch (state) {
            case ContainerState.Started s -> OptionalLong.of(now - s.since());
            case ContainerState.Ready s -> OptionalLong.of(now - s.since());
            case ContainerState.Installed _, ContainerState.Blocked _, ContainerState.Listening _, ContainerState.Preparing _,
                    ContainerState.Mounted _, ContainerState.Launching _, ContainerState.Starting _, ContainerState.Executing _,
                    ContainerState.Failing _, ContainerState.Stopping _, ContainerState.Cleaning _, ContainerState.Recovering _,
                    ContainerState.Stopped _ -> OptionalLong.empty();
        };
    }

    private static Optional<ContainerView.RecoveryView> recovery(Container container, ContainerLife life, long now) {
        Recovery recovery = container.supervision().recovery();
        return recovery.policy() == Recovery.Policy.NO
                ? Optional.empty()
                : Optional.of(new ContainerView.RecoveryView(policy(recovery.policy()), recovery.maxRetries(), life.attempts().retries(),
                        recovery.stableTimeout(), life.stable(container, now), exhausted(recovery.exhausted())));
    }

    private static String policy(Recovery.Policy policy) {
        return switch (policy) {
            case NO -> "no";
            case ALWAYS -> "always";
            case ON_FAILURE -> "on-failure";
            case UNLESS_STOPPED -> "unless-stopped";
        };
    }

    private static String exhausted(Recovery.Exhausted exhausted) {
        return switch (exhausted) {
            case Recovery.Exhausted.Reboot _ -> "reboot";
            case Recovery.Exhausted.Never _ -> "never";
            case Recovery.Exhausted.Pause pause -> pause.length().toSeconds() + "s";
        };
    }

    private static Optional<String> waitingFor(ContainerState state) {
        if (state instanceof ContainerState.Blocked blocked) {
            return Optional.of(blocked.obstacle().words());
        }
        return state instanceof ContainerState.Listening ? Optional.of("a connection") : Optional.empty();
    }

    static List<GroupView> groups(Blueprint blueprint, DeviceState state) {
        List<GroupView> views = new ArrayList<>();
        for (Blueprint.Members members : blueprint.groups()) {
            Group group = members.group();
            views.add(new GroupView(group.name(), group.statusGoal().name(), lower(group.restartPolicy().name()),
                    status(members, state).name(), recovery(group.recovery())));
        }
        return views;
    }

    private static Optional<GroupView.RecoveryView> recovery(Recovery recovery) {
        return recovery.policy() == Recovery.Policy.NO
                ? Optional.empty()
                : Optional.of(new GroupView.RecoveryView(recovery.maxRetries(), recovery.stableTimeout(), exhausted(recovery.exhausted())));
    }

    /** READY unless some member has not achieved its goal; then the least status of those: as Pantavisor shows it. */
    private static ContainerStatus status(Blueprint.Members members, DeviceState state) {
        ContainerStatus least = ContainerStatus.READY;
        boolean found = false;
        for (Container container : members.containers()) {
            ContainerLife life = state.life(container.name());
            ContainerStatus status = life.state().status();
            if (Goal.of(life) != Goal.ACHIEVED && (!found || status.compareTo(least) < 0)) {
                least = status;
                found = true;
            }
        }
        return least;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
