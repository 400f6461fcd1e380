package org.keelson.supervisor.device.sim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.keelson.config.state.Container;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.device.Blueprint;
import org.keelson.supervisor.device.DeviceEvent;
import org.keelson.supervisor.device.DeviceState;
import org.keelson.supervisor.device.DeviceState.Mode;

/**
 * One device from power-on to its end, in virtual time, all of it decided by a seed: a revision, a world of some temper, users, events that
 * come late or twice, and a PID 1 that is lost now and then. After a time of chaos the world may grow calm, and everything has to find its
 * place; then the device is ended, if it has not ended itself.
 */
final class Simulation {
    private static final int MOST_STEPS = 30_000;
    private static final long CALM_MILLIS = 1_800_000;

    private final RandomGenerator random;
    private final Agenda agenda;
    private final Temper temper;
    private final Story story;
    private final Blueprint blueprint;
    private final List<String> names;
    private final SimulatedSupervisor supervisor;
    private int steps;
    private Optional<EndAction> requested = Optional.empty();

    Simulation(long seed, Story story) {
        this.random = new SplittableRandom(seed);
        this.agenda = new Agenda(random);
        this.temper = new Temper(random);
        this.story = story;
        this.blueprint = RandomRevision.of(random);
        this.names = blueprint.containers().stream().map(Container::name).toList();
        Set<String> stopped = new LinkedHashSet<>();
        names.stream().filter(_ -> random.nextInt(20) == 0).forEach(stopped::add);
        this.supervisor = new SimulatedSupervisor(blueprint, stopped, agenda, random, temper, story);
    }

    /** What was seen of the machine. */
    Coverage coverage() {
        return supervisor.invariants().coverage();
    }

    int steps() {
        return steps;
    }

    /** How often PID 1 was lost. */
    int losses() {
        return supervisor.life();
    }

    /** Throws a {@link Rule.Violation}, or what the machine throws. */
    void run() {
        supervisor.tell(new DeviceEvent.Begun());
        meddle();
        losePidOne();
        for (int left = random.nextInt(250); left > 0 && running(); left--) {
            if (!step()) {
                left = 0;
            }
        }
        if (running() && random.nextInt(3) > 0) {
            calm();
        }
        end();
    }

    private boolean running() {
        return supervisor.state().mode() instanceof Mode.Running;
    }

    private boolean step() {
        steps++;
        return agenda.next();
    }

    /** Users, and whoever else says something without being asked. */
    private void meddle() {
        agenda.in(temper.untilNextOrder(), () -> {
            if (!temper.calm() && supervisor.ended().isEmpty()) {
                String name = somebody();
                switch (random.nextInt(8)) {
                    case 0 -> order(name, new ContainerEvent.StartOrdered());
                    case 1 -> order(name, new ContainerEvent.StopOrdered());
                    case 2 -> order(name, new ContainerEvent.RestartOrdered());
                    case 3 -> supervisor.container(name).connect();
                    case 4 -> supervisor.tell(new DeviceEvent.TimePassed());
                    default -> stray(name);
                }
                meddle();
            }
        });
    }

    /** Anybody; rather somebody who is where one is only for a moment. */
    private String somebody() {
        if (random.nextInt(3) == 0) {
            for (String name : names) {
                if (supervisor.state().life(name).state() instanceof ContainerState.Launching) {
                    return name;
                }
            }
        }
        return names.get(random.nextInt(names.size()));
    }

    /** The control sockets refuse orders once the device ends; one that comes through all the same must not keep it from that. */
    private void order(String name, ContainerEvent order) {
        if (running() || random.nextInt(10) == 0) {
            supervisor.tell(name, order);
        }
    }

    private void stray(String name) {
        ContainerEvent event = Strays.random(random);
        ContainerLife before = supervisor.state().life(name);
        if (Strays.meansNothing(event, before.state())) {
            boolean late = supervisor.late(); // what is due then is seen to by any event
            int life = supervisor.life();
            story.add("the next one means nothing");
            long starts = before.attempts().starts();
            supervisor.tell(name, event);
            ContainerLife after = supervisor.state().life(name);
            if (!late && supervisor.life() == life && after.attempts().starts() == starts) {
                Strays.check(event, before, after);
            }
        }
    }

    /** It is seldom seen: to be started again, were it not for the end of the device. */
    private void meddleWithWhoWaitsForItsTurn() {
        String name = names.get(random.nextInt(names.size()));
        if (supervisor.state().life(name).state() instanceof ContainerState.Installed) {
            switch (random.nextInt(12)) {
                case 0 -> supervisor.tell(name, new ContainerEvent.StartOrdered());
                case 1 -> supervisor.tell(name, new ContainerEvent.StopOrdered());
                case 2 -> supervisor.tell(name, new ContainerEvent.RestartOrdered());
                default -> stray(name);
            }
        }
    }

    private void losePidOne() {
        if (temper.everCrashes()) {
            agenda.in(temper.span() / 4, () -> {
                if (!temper.calm() && supervisor.ended().isEmpty()) {
                    supervisor.crash();
                    losePidOne();
                }
            });
        }
    }

    private void calm() {
        temper.calmDown();
        long until = agenda.now() + CALM_MILLIS;
        int before = steps;
        boolean settled = settled();
        while (!settled && running()) {
            Rule.CALM.check(step(), () -> "nothing happens any more: " + supervisor.state());
            Rule.CALM.check(agenda.now() < until && steps - before < MOST_STEPS, () -> "still on its way: " + supervisor.state());
            settled = settled();
        }
        if (settled && running()) {
            names.forEach(this::checkReason);
        }
    }

    /** Whether nobody is on the way somewhere. */
    private boolean settled() {
        for (ContainerLife life : supervisor.state().containers().values()) {
            boolean rests = switch (life.state()) {
                case ContainerState.Blocked _, ContainerState.Listening _, ContainerState.Mounted _, ContainerState.Started _,
                        ContainerState.Ready _, ContainerState.Recovering _, ContainerState.Stopped _ -> true;
                case ContainerState.Installed _, ContainerState.Preparing _, ContainerState.Launching _, ContainerState.Starting _,
                        ContainerState.Executing _, ContainerState.Failing _, ContainerState.Stopping _, ContainerState.Cleaning _ -> false;
            };
            if (!rests) {
                return false;
            }
        }
        return true;
    }

    /** Ends were judged one by one as they came, and what blocks somebody after each turn; the rest has to be at its goal. */
    private void checkReason(String name) {
        Witness witness = supervisor.invariants().witness(name);
        ContainerState state = supervisor.state().life(name).state();
        boolean excused = state instanceof ContainerState.Stopped || state instanceof ContainerState.Blocked
                || state instanceof ContainerState.Recovering
                || state instanceof ContainerState.Started && witness.container.statusGoal() == StatusGoal.READY
                        && !witness.offers(StatusGoal.READY);
        Rule.CALM.check(excused || witness.goal.reached(), () -> name + " is neither at its goal nor excused: " + state);
        Rule.CALM.check(!witness.stopOrdered() || state instanceof ContainerState.Stopped, name, "was told to stop and is not stopped");
    }

    private void end() {
        long until = agenda.now() + mostTimeToStop();
        int before = steps;
        if (running()) {
            EndAction action = EndAction.values()[random.nextInt(2)];
            requested = Optional.of(action);
            supervisor.tell(new DeviceEvent.EndRequested(action));
            if (random.nextInt(10) == 0) {
                supervisor.tell(new DeviceEvent.EndRequested(EndAction.values()[random.nextInt(2)]));
            }
        }
        while (supervisor.ended().isEmpty()) {
            meddleWithWhoWaitsForItsTurn();
            Rule.STOP_ENDS.check(step(), () -> "nothing happens any more: " + supervisor.state());
            Rule.STOP_ENDS.check(agenda.now() <= until, () -> "takes too long: " + supervisor.state());
            Rule.STOP_ENDS.check(steps - before < MOST_STEPS, () -> "never ends: " + supervisor.state());
        }
        checkEnd();
    }

    /** One after the other: each may be in the middle of being mounted, needs to be killed several times, and is cleaned up. */
    private long mostTimeToStop() {
        long most = 10_000;
        for (Container container : blueprint.containers()) {
            long grace = container.supervision().stop().grace().orElse(SimulatedSupervisor.GRACE).toMillis();
            most += 3 * Temper.LONGEST + Program.MOST_ATTEMPTS * (grace + Temper.LONGEST);
        }
        return most * (temper.everCrashes() ? 10 : 1);
    }

    private void checkEnd() {
        DeviceState state = supervisor.state();
        EndAction action = supervisor.ended().orElseThrow();
        Rule.STOP_ENDS.check(state.mode().equals(new Mode.Ending(action)), () -> "ended by " + action + ", found " + state.mode());
        Rule.REBOOT.check(action == EndAction.REBOOT || supervisor.ended().equals(requested), () -> "ended by " + action + ", not "
                + requested);
        names.forEach(name -> supervisor.container(name).checkNothingLeft());
        for (String name : names) {
            supervisor.tellTheDead(name, new ContainerEvent.StartOrdered());
            supervisor.tellTheDead(name, Strays.random(random));
        }
    }
}
