package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keelson.backend.ContainerExit;
import org.keelson.config.state.StatusGoal;
import org.keelson.supervisor.container.ContainerSamples;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerState.End;

/** How far from its goal a container is, in every state, before its deadline and at it. */
class GoalTest {
    private static final long DEADLINE = 31_000;

    private record Row(ContainerState state, StatusGoal goal, Goal before, Goal atDeadline) {}

    private static Row row(ContainerState state, StatusGoal goal, Goal always) {
        return new Row(state, goal, always, always);
    }

    private static Row overdue(ContainerState state, StatusGoal goal) {
        return new Row(state, goal, Goal.UNACHIEVED, Goal.TIMED_OUT);
    }

    static List<Row> rows() {
        ContainerState started = new ContainerState.Started(100, 101, 900, DEADLINE);
        ContainerState ready = new ContainerState.Ready(100, 101, 900);
        ContainerState stopped = new ContainerState.Stopped(new End(false, Optional.of(new ContainerExit.Exited(0))));
        return List.of(
                row(new ContainerState.Installed(), StatusGoal.MOUNTED, Goal.UNACHIEVED),
                row(new ContainerState.Blocked(), StatusGoal.STARTED, Goal.UNACHIEVED),
                overdue(new ContainerState.Preparing(DEADLINE, false), StatusGoal.MOUNTED),
                overdue(new ContainerState.Preparing(DEADLINE, false), StatusGoal.STARTED),
                row(new ContainerState.Mounted(), StatusGoal.MOUNTED, Goal.ACHIEVED),
                overdue(new ContainerState.Launching(DEADLINE, false), StatusGoal.STARTED),
                overdue(new ContainerState.Starting(100, DEADLINE), StatusGoal.STARTED),
                overdue(new ContainerState.Executing(100, 101, DEADLINE), StatusGoal.READY),
                row(started, StatusGoal.STARTED, Goal.ACHIEVED),
                overdue(started, StatusGoal.READY),
                row(ready, StatusGoal.READY, Goal.ACHIEVED),
                row(new ContainerState.Failing(100, ContainerSamples.NOT_EXECUTED), StatusGoal.STARTED, Goal.NONE),
                row(new ContainerState.Stopping(100, 101, 6_000, false), StatusGoal.READY, Goal.NONE),
                row(new ContainerState.Cleaning(new End(true, Optional.empty())), StatusGoal.MOUNTED, Goal.NONE),
                row(stopped, StatusGoal.READY, Goal.NONE));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void goalIsJudgedByStatusAndDeadline(Row row) {
        assertEquals(row.before(), Goal.of(row.state(), row.goal(), DEADLINE - 1));
        assertEquals(row.atDeadline(), Goal.of(row.state(), row.goal(), DEADLINE));
    }

    private record GroupRow(List<Goal> members, Goal expected) {}

    static List<GroupRow> groups() {
        return List.of(
                new GroupRow(List.of(), Goal.ACHIEVED),
                new GroupRow(List.of(Goal.NONE), Goal.ACHIEVED),
                new GroupRow(List.of(Goal.NONE, Goal.ACHIEVED), Goal.ACHIEVED),
                new GroupRow(List.of(Goal.ACHIEVED, Goal.UNACHIEVED, Goal.NONE), Goal.UNACHIEVED),
                new GroupRow(List.of(Goal.TIMED_OUT, Goal.UNACHIEVED), Goal.TIMED_OUT));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void groupIsAsFarAsTheMemberThatIsFarthestFromItsGoal(GroupRow row) {
        assertEquals(row.expected(), Goal.greatest(row.members()));
    }

    @Test
    void everyStateHasAGoalForEveryWish() {
        for (ContainerState state : ContainerSamples.STATES) {
            for (StatusGoal goal : StatusGoal.values()) {
                Goal before = Goal.of(state, goal, 0);
                Goal after = Goal.of(state, goal, Long.MAX_VALUE);

                assertEquals(before == Goal.UNACHIEVED ? after : before, after, () -> state + " " + goal);
            }
        }
    }
}
