package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.supervisor.container.ContainerSamples;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.device.DeviceState.Mode;

/** What a resumed program orders again, for each state that it may find. */
class ResumptionTest {
    private static final long AT = 31_000;
    private static final Effect WAKE = new Effect.WakeAt(AT);

    private record Row(ContainerState saved, Map<String, Integer> launchers, ContainerState state, List<Effect> effects) {}

    /** Nothing has changed, and the launcher runs. */
    private static Row same(ContainerState saved, Effect... effects) {
        return new Row(saved, Map.of("a", 100), saved, List.of(effects));
    }

    static final List<Row> ROWS = List.of(
            same(new ContainerState.Installed()),
            same(new ContainerState.Blocked()),
            same(new ContainerState.Preparing(AT, false), new Effect.Prepare("a"), WAKE),
            same(new ContainerState.Preparing(AT, true), new Effect.Prepare("a"), WAKE),
            same(new ContainerState.Mounted()),
            new Row(new ContainerState.Launching(AT, false), Map.of(), new ContainerState.Preparing(AT, false),
                    List.of(new Effect.Prepare("a"), WAKE)),
            new Row(new ContainerState.Launching(AT, true), Map.of(), new ContainerState.Preparing(AT, true),
                    List.of(new Effect.Prepare("a"), WAKE)),
            new Row(new ContainerState.Launching(AT, false), Map.of("a", 100), new ContainerState.Starting(100, AT), List.of(WAKE)),
            new Row(new ContainerState.Launching(AT, true), Map.of("a", 100), new ContainerState.Stopping(100, 0, AT, true),
                    List.of(new Effect.Kill("a", 100, 0), WAKE)),
            same(new ContainerState.Starting(100, AT), WAKE),
            same(new ContainerState.Executing(100, 101, AT), new Effect.Go("a"), WAKE),
            same(new ContainerState.Failing(100, ContainerSamples.NOT_EXECUTED)),
            same(new ContainerState.Started(100, 101, 900, AT), WAKE),
            same(new ContainerState.Ready(100, 101, 900)),
            same(new ContainerState.Stopping(100, 101, AT, false), new Effect.Halt("a", 100, 101), WAKE),
            same(new ContainerState.Stopping(100, 101, AT, true), new Effect.Kill("a", 100, 101), WAKE),
            same(new ContainerState.Cleaning(new End(true, Optional.empty())), new Effect.CleanUp("a")),
            same(new ContainerState.Stopped(new End(true, Optional.empty()))));

    @ParameterizedTest
    @FieldSource("ROWS")
    void whatMayHaveBeenLostIsOrderedAgain(Row row) {
        Mode mode = new Mode.Stopping(EndAction.REBOOT);

        Resumption resumption = Resumption.of(new DeviceState(mode, Map.of("a", row.saved()), true), row.launchers());

        assertEquals(new Resumption(new DeviceState(mode, Map.of("a", row.state()), true), row.effects()), resumption);
    }

    @Test
    void machineThatWasEndingEnds() {
        DeviceState saved = new DeviceState(new Mode.Ending(EndAction.POWER_OFF), Map.of(), true);

        assertEquals(new Resumption(saved, List.of(new Effect.EndMachine(EndAction.POWER_OFF))), Resumption.of(saved, Map.of()));
    }

    @Test
    void containersStayInTheirOrder() {
        DeviceState saved = DeviceState.initial(new Plan().group("g", Plan.app("z"), Plan.app("a"), Plan.app("m")).blueprint());

        assertEquals(List.of("z", "a", "m"), List.copyOf(Resumption.of(saved, Map.of()).state().containers().keySet()));
    }
}
