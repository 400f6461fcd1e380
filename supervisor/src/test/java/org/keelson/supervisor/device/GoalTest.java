package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.keelson.supervisor.container.Aftermath;
import org.keelson.supervisor.container.Attempts;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.EndCause;
import org.keelson.supervisor.container.GoalTimer;
import org.keelson.supervisor.container.Obstacle;
import org.keelson.supervisor.container.Wish;

/** How far from its goal a container is, and a group with it. */
class GoalTest {
    private record Row(GoalTimer timer, ContainerState state, Goal expected) {}

    private static final ContainerState STARTED = new ContainerState.Started(100, 101, 900, Optional.empty());
    private static final End END = new End(EndCause.USER_STOP, Optional.empty());

    static final List<Row> ROWS = List.of(
            new Row(new GoalTimer.Reached(900), STARTED, Goal.ACHIEVED),
            new Row(new GoalTimer.Waiting(31_000), STARTED, Goal.UNACHIEVED),
            new Row(new GoalTimer.Overdue(), STARTED, Goal.TIMED_OUT),
            new Row(new GoalTimer.Overdue(), new ContainerState.Installed(), Goal.TIMED_OUT),
            new Row(new GoalTimer.Idle(), new ContainerState.Installed(), Goal.UNACHIEVED),
            new Row(new GoalTimer.Idle(), new ContainerState.Blocked(new Obstacle.OfGroup("root")), Goal.UNACHIEVED),
            new Row(new GoalTimer.Idle(), new ContainerState.Preparing(Optional.of(EndCause.USER_STOP)), Goal.NONE),
            new Row(new GoalTimer.Idle(), new ContainerState.Stopping(100, 101, 6_000, false, EndCause.USER_STOP), Goal.NONE),
            new Row(new GoalTimer.Idle(), new ContainerState.Cleaning(END), Goal.NONE),
            new Row(new GoalTimer.Idle(), new ContainerState.Stopped(END, Aftermath.NONE), Goal.NONE));

    @ParameterizedTest
    @FieldSource("ROWS")
    void goalIsWhatItsTimerSaysAndNoneOfAContainerThatIsToBeStopped(Row row) {
        assertEquals(row.expected(), Goal.of(new ContainerLife(row.state(), Wish.RUN, Attempts.NONE, row.timer())));
    }

    private record GroupRow(List<Goal> members, Goal expected) {}

    static final List<GroupRow> GROUPS = List.of(
            new GroupRow(List.of(), Goal.ACHIEVED),
            new GroupRow(List.of(Goal.NONE), Goal.ACHIEVED),
            new GroupRow(List.of(Goal.NONE, Goal.ACHIEVED), Goal.ACHIEVED),
            new GroupRow(List.of(Goal.ACHIEVED, Goal.UNACHIEVED, Goal.NONE), Goal.UNACHIEVED),
            new GroupRow(List.of(Goal.TIMED_OUT, Goal.UNACHIEVED), Goal.TIMED_OUT));

    @ParameterizedTest
    @FieldSource("GROUPS")
    void groupIsAsFarAsTheMemberThatIsFarthestFromItsGoal(GroupRow row) {
        Goal goal = Goal.ACHIEVED;
        for (Goal member : row.members()) {
            goal = goal.and(member);
        }

        assertEquals(row.expected(), goal);
    }
}
