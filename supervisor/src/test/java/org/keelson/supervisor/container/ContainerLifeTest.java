package org.keelson.supervisor.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.backend.ContainerExit;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.ContainerState.End;

/** What a container's life says to those who wait for it. */
class ContainerLifeTest {
    private static final ContainerExit SUCCESS = ContainerBench.SUCCESS;

    private record Row(ContainerState state, List<StatusGoal> offers) {}

    private static Row row(ContainerState state, StatusGoal... offers) {
        return new Row(state, List.of(offers));
    }

    private static ContainerState stopped(EndCause cause, ContainerExit exit) {
        return new ContainerState.Stopped(new End(cause, Optional.of(exit)), Aftermath.NONE);
    }

    private static final List<Row> ROWS = List.of(
            row(new ContainerState.Installed()),
            row(new ContainerState.Blocked(new Obstacle.OfGroup("root"))),
            row(new ContainerState.Listening(), StatusGoal.values()),
            row(new ContainerState.Preparing(Optional.empty())),
            row(new ContainerState.Mounted(), StatusGoal.MOUNTED),
            row(new ContainerState.Launching(31_000, Optional.empty()), StatusGoal.MOUNTED),
            row(new ContainerState.Launching(31_000, Optional.of(EndCause.USER_STOP))),
            row(new ContainerState.Starting(100, 31_000), StatusGoal.MOUNTED),
            row(new ContainerState.Executing(100, 101, 31_000), StatusGoal.MOUNTED),
            row(new ContainerState.Failing(100, 6_000, ContainerSamples.NOT_EXECUTED)),
            row(new ContainerState.Started(100, 101, 900, Optional.empty()), StatusGoal.MOUNTED, StatusGoal.STARTED),
            row(new ContainerState.Ready(100, 101, 900, Optional.empty()), StatusGoal.values()),
            row(new ContainerState.Stopping(100, 101, 6_000, false, EndCause.ITSELF)),
            row(new ContainerState.Cleaning(new End(EndCause.ITSELF, Optional.of(SUCCESS)))),
            row(new ContainerState.Recovering(5_000, new End(EndCause.ITSELF, Optional.of(SUCCESS)))),
            row(stopped(EndCause.ITSELF, SUCCESS), StatusGoal.values()),
            row(stopped(EndCause.ITSELF, ContainerSamples.EXIT)),
            row(stopped(EndCause.ITSELF, ContainerSamples.CRASH)),
            row(stopped(EndCause.ITSELF, ContainerSamples.NOT_EXECUTED)),
            row(stopped(EndCause.USER_STOP, SUCCESS)),
            row(stopped(EndCause.UNHEALTHY, SUCCESS)));

    @ParameterizedTest
    @FieldSource("ROWS")
    void containerOffersWhatItHasReachedOrHasDone(Row row) {
        List<StatusGoal> offers = new ArrayList<>();
        for (StatusGoal wanted : StatusGoal.values()) {
            if (ContainerSamples.life(row.state()).offers(wanted)) {
                offers.add(wanted);
            }
        }

        assertEquals(row.offers(), offers);
    }

    @Test
    void everyStateIsInTheTable() {
        Set<Class<?>> states = new HashSet<>();
        ROWS.forEach(row -> states.add(row.state().getClass()));

        assertEquals(Set.of(ContainerState.class.getPermittedSubclasses()), states);
    }

    @Test
    void containerThatAUserHadStoppedBeginsStoppedAndIsStartedByOrder() {
        ContainerBench bench = new ContainerBench(
                ContainerSamples.container("web", "app", StatusGoal.STARTED, RestartPolicy.CONTAINER));
        bench.life = ContainerLife.stopped();
        assertEquals(new ContainerState.Stopped(new End(EndCause.USER_STOP, Optional.empty()), Aftermath.NONE), bench.state());
        assertEquals(Wish.STOP, bench.life.wish());

        bench.tell(new ContainerEvent.StartOrdered());
        bench.start();

        assertEquals("started", bench.state().word());
        assertEquals(Wish.RUN, bench.life.wish());
    }
}
