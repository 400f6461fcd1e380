package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.supervisor.container.Aftermath;
import org.keelson.supervisor.container.Attempts;
import org.keelson.supervisor.container.Change;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerSamples;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.container.EndCause;
import org.keelson.supervisor.container.GoalTimer;
import org.keelson.supervisor.container.Obstacle;
import org.keelson.supervisor.container.Vitals;
import org.keelson.supervisor.container.Wish;
import org.keelson.supervisor.device.DeviceState.Mode;

/** What a resumed program orders again, for each state that it may find. */
class ResumptionTest {
    private static final long AT = 31_000;
    private static final Effect WAKE = new Effect.WakeAt(AT);

    private record Row(ContainerState saved, Map<String, Integer> launchers, ContainerState state, List<Effect> effects) {
        /** Or the records would not lead to the state that is shown. */
        List<Change> changes() {
            return saved.word().equals(state.word()) ? List.of() : List.of(new Change("a", saved.word(), state.word(), "resumed"));
        }
    }

    /** Nothing has changed, and the launcher runs. */
    private static Row same(ContainerState saved, Effect... effects) {
        return new Row(saved, Map.of("a", 100), saved, List.of(effects));
    }

    private static final Optional<EndCause> STOP = Optional.of(EndCause.USER_STOP);
    private static final End END = new End(EndCause.ITSELF, Optional.of(ContainerSamples.EXIT));

    private static Optional<Vitals> vitals(boolean probing) {
        return Optional.of(new Vitals(Vitals.Verdict.HEALTHY, 1, probing, AT));
    }

    static final List<Row> ROWS = List.of(
            same(new ContainerState.Installed()),
            same(new ContainerState.Blocked(new Obstacle.OfContainer("db"))),
            same(new ContainerState.Listening(), new Effect.Listen("a")),
            same(new ContainerState.Preparing(Optional.empty()), new Effect.Prepare("a")),
            same(new ContainerState.Preparing(STOP), new Effect.Prepare("a")),
            same(new ContainerState.Mounted()),
            new Row(new ContainerState.Launching(AT, Optional.empty()), Map.of(), new ContainerState.Preparing(Optional.empty()),
                    List.of(new Effect.Prepare("a"))),
            new Row(new ContainerState.Launching(AT, STOP), Map.of(), new ContainerState.Preparing(STOP),
                    List.of(new Effect.Prepare("a"))),
            new Row(new ContainerState.Launching(AT, Optional.empty()), Map.of("a", 100), new ContainerState.Starting(100, AT),
                    List.of(WAKE)),
            new Row(new ContainerState.Launching(AT, STOP), Map.of("a", 100),
                    new ContainerState.Stopping(100, 0, 0, true, EndCause.USER_STOP), List.of(new Effect.WakeAt(0))),
            same(new ContainerState.Starting(100, AT), WAKE),
            same(new ContainerState.Executing(100, 101, AT), new Effect.Go("a"), WAKE),
            same(new ContainerState.Failing(100, AT, ContainerSamples.NOT_EXECUTED), WAKE),
            same(new ContainerState.Started(100, 101, 900, Optional.empty())),
            same(new ContainerState.Started(100, 101, 900, vitals(false)), WAKE),
            new Row(new ContainerState.Started(100, 101, 900, vitals(true)), Map.of("a", 100),
                    new ContainerState.Started(100, 101, 900, vitals(false)), List.of(WAKE)),
            same(new ContainerState.Ready(100, 101, 900, Optional.empty())),
            new Row(new ContainerState.Ready(100, 101, 900, vitals(true)), Map.of("a", 100),
                    new ContainerState.Ready(100, 101, 900, vitals(false)), List.of(WAKE)),
            same(new ContainerState.Stopping(100, 101, AT, false, EndCause.UNHEALTHY), new Effect.Halt("a", 100, 101), WAKE),
            same(new ContainerState.Stopping(100, 101, AT, true, EndCause.DEVICE), new Effect.Kill("a", 100, 101), WAKE),
            same(new ContainerState.Cleaning(END), new Effect.CleanUp("a")),
            same(new ContainerState.Recovering(AT, END), WAKE),
            same(new ContainerState.Stopped(END, Aftermath.REPORT), new Effect.Unlisten("a")));

    private static ContainerLife life(ContainerState state, GoalTimer goal) {
        return new ContainerLife(state, Wish.STOP, new Attempts(7, 3, 600), goal);
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void whatMayHaveBeenLostIsOrderedAgain(Row row) {
        Mode mode = new Mode.Stopping(EndAction.REBOOT);
        GoalTimer goal = new GoalTimer.Reached(800);

        Resumption resumption = Resumption.of(new DeviceState(mode, Map.of("a", life(row.saved(), goal)), true), row.launchers());

        assertEquals(new Resumption(new DeviceState(mode, Map.of("a", life(row.state(), goal)), true), row.effects(), row.changes()),
                resumption);
    }

    @Test
    void everyStateIsInTheTable() {
        assertEquals(Set.of(ContainerState.class.getPermittedSubclasses()),
                ROWS.stream().map(row -> row.saved().getClass()).collect(Collectors.toSet()));
    }

    @Test
    void deadlineOfAGoalIsLookedAtAgain() {
        DeviceState saved = new DeviceState(new Mode.Running(),
                Map.of("a", life(new ContainerState.Started(100, 101, 900, Optional.empty()), new GoalTimer.Waiting(AT))), false);

        assertEquals(new Resumption(saved, List.of(WAKE), List.of()), Resumption.of(saved, Map.of("a", 100)));
    }

    @Test
    void machineThatWasEndingEnds() {
        DeviceState saved = new DeviceState(new Mode.Ending(EndAction.POWER_OFF), Map.of(), true);

        assertEquals(new Resumption(saved, List.of(new Effect.EndMachine(EndAction.POWER_OFF)), List.of()),
                Resumption.of(saved, Map.of()));
    }

    @Test
    void containersStayInTheirOrder() {
        DeviceState saved = DeviceState.initial(
                new Plan().group("g", Plan.app("z"), Plan.app("a"), Plan.app("m")).blueprint(), Set.of());

        assertEquals(List.of("z", "a", "m"), List.copyOf(Resumption.of(saved, Map.of()).state().containers().keySet()));
    }
}
