package org.keelson.supervisor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keelson.config.state.Container;
import org.keelson.config.state.Dependency;
import org.keelson.config.state.Execution;
import org.keelson.config.state.ListeningSocket;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.Resources;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.container.ContainerSamples;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.Effect;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.container.Obstacle;
import org.keelson.supervisor.device.DeviceState.Mode;

/** Containers that wait for others: at the start, at the end, and when something goes wrong. */
class DependencyTest {
    private static final Recovery RETRY = new Recovery(Recovery.Policy.ON_FAILURE, 0, Duration.ofSeconds(5), 1, Duration.ZERO,
            Duration.ZERO, new Recovery.Exhausted.Never());

    private static Container container(String name, StatusGoal goal, Recovery recovery, Execution execution, Dependency... on) {
        return ContainerSamples.container(name, "any", goal, RestartPolicy.CONTAINER,
                new Supervision(recovery, List.of(on), Optional.empty(), Stop.DEFAULT), execution);
    }

    /** Waits for that one to be started. */
    private static Container app(String name, String... on) {
        Dependency[] dependencies = new Dependency[on.length];
        for (int i = 0; i < on.length; i++) {
            dependencies[i] = new Dependency(on[i], StatusGoal.STARTED);
        }
        return container(name, StatusGoal.STARTED, RETRY, Execution.PLAIN, dependencies);
    }

    private static Execution activated() {
        return new Execution(Map.of(), false, Resources.UNLIMITED, List.of(new ListeningSocket("http", ListeningSocket.Kind.STREAM,
                new ListeningSocket.Address.Unix("http"), true)));
    }

    private static ContainerState blockedBy(String container) {
        return new ContainerState.Blocked(new Obstacle.OfContainer(container));
    }

    @Test
    void containerWaitsForWhatItDependsOnInWhateverOrderTheyAreListed() {
        DeviceBench device = new DeviceBench(new Plan().group("only", app("web", "db"), app("db"), app("log")));
        assertEquals("blocked preparing preparing", device.words());
        assertEquals(blockedBy("db"), device.state("web"));

        device.start("db");

        assertEquals("preparing started preparing", device.words());
    }

    @Test
    void containerWaitsForEachOfItsDependencies() {
        DeviceBench device = new DeviceBench(new Plan().group("only", app("web", "db", "log"), app("db"), app("log")));

        device.start("db");
        assertEquals(blockedBy("log"), device.state("web"));
        device.start("log");

        assertEquals("preparing started started", device.words());
    }

    @Test
    void dependencyMayBeForLessOrMoreThanAStart() {
        DeviceBench device = new DeviceBench(new Plan().group("only",
                container("db", StatusGoal.READY, RETRY, Execution.PLAIN),
                container("early", StatusGoal.STARTED, RETRY, Execution.PLAIN, new Dependency("db", StatusGoal.MOUNTED)),
                container("late", StatusGoal.STARTED, RETRY, Execution.PLAIN, new Dependency("db", StatusGoal.READY))));

        device.tell("db", new ContainerEvent.Prepared());
        assertEquals("launching preparing blocked", device.words());
        device.tell("db", new ContainerEvent.Launched(100), new ContainerEvent.Hello(101), new ContainerEvent.Executed());
        assertEquals("started preparing blocked", device.words());
        device.tell("db", new ContainerEvent.BecameReady());

        assertEquals("ready preparing preparing", device.words());
    }

    @Test
    void containerThatListensIsThereForThoseWhoWaitAtOnce() {
        DeviceBench device = new DeviceBench(new Plan().group("only",
                app("web", "db"), container("db", StatusGoal.STARTED, RETRY, activated())));

        assertEquals("preparing listening", device.words());
    }

    @Test
    void containerThatDidItsWorkIsThereForThoseWhoWait() {
        DeviceBench device = new DeviceBench(new Plan().group("only",
                container("web", StatusGoal.STARTED, RETRY, Execution.PLAIN, new Dependency("migrate", StatusGoal.READY)),
                container("migrate", StatusGoal.READY, RETRY, Execution.PLAIN)));
        device.start("migrate");
        assertEquals("blocked started", device.words());

        device.end("migrate", 0);

        assertEquals("preparing stopped", device.words());
    }

    @Test
    void containerThatFailedKeepsThoseWhoWaitUntilItIsBack() {
        DeviceBench device = new DeviceBench(new Plan().group("only", app("web", "db"), app("db")));

        device.tell("db", new ContainerEvent.PrepareFailed("no"), new ContainerEvent.CleanedUp(List.of()));
        assertEquals("blocked recovering", device.words());
        device.pass(5_000).start("db");

        assertEquals("preparing started", device.words());
    }

    @Test
    void containerThatRunsIsNotStoppedWhenWhatItNeedsFails() {
        DeviceBench device = new DeviceBench(new Plan().group("only", app("web", "db"), app("db"))).start("db").start("web");

        device.end("db", 1);

        assertEquals("started recovering", device.words());
    }

    @Test
    void containerThatAUserStoppedKeepsThoseWhoWaitUntilAUserStartsIt() {
        DeviceBench device = new DeviceBench(new Plan().group("only", app("web", "db"), app("db")), "db");
        assertEquals("blocked stopped", device.words());

        device.tell("db", new ContainerEvent.StartOrdered());
        assertEquals("blocked preparing", device.words());
        device.start("db");

        assertEquals("preparing started", device.words());
    }

    @Test
    void waitingForAContainerCountsForTheGoalAndHoldsLaterGroupsNoLonger() {
        DeviceBench device = new DeviceBench(new Plan().group("first", app("web", "db"), app("db")).group("second", app("log")));
        device.tell("db", new ContainerEvent.PrepareFailed("no"), new ContainerEvent.CleanedUp(List.of()));
        assertEquals("blocked recovering blocked", device.words());

        device.pass(30_000);

        assertEquals("blocked preparing preparing", device.words());
    }

    @Test
    void containerOfALaterGroupWaitsForItsGroupFirst() {
        DeviceBench device = new DeviceBench(new Plan().group("first", app("a")).group("second", app("web", "db"), app("db")));
        ContainerState held = new ContainerState.Blocked(new Obstacle.OfGroup("first"));
        assertEquals(held, device.state("web"));
        assertEquals(held, device.state("db"));

        device.start("a");

        assertEquals("started blocked preparing", device.words());
    }

    @Test
    void startOrderedByAUserWaitsLikeAnyOther() {
        DeviceBench device = new DeviceBench(new Plan().group("only", app("web", "db"), app("db")));

        device.tell("web", new ContainerEvent.StartOrdered());

        assertEquals(blockedBy("db"), device.state("web"));
    }

    @Test
    void whatOthersNeedIsStoppedAfterThem() {
        DeviceBench device = new DeviceBench(new Plan().group("only", app("db"), app("web", "db"), app("proxy", "web"), app("log")));
        device.start("db").start("web").start("proxy").start("log");

        device.stop();
        assertEquals("started started stopping stopping", device.words());
        device.end("log", 0);
        assertEquals("started started stopping stopped", device.words());
        device.end("proxy", 0);
        assertEquals("started stopping stopped stopped", device.words());
        device.end("web", 0);
        assertEquals("stopping stopped stopped stopped", device.words());
        device.end("db", 0);

        assertEquals(new Mode.Ending(EndAction.POWER_OFF), device.state.mode());
    }

    @Test
    void containersThatNeverStartedAreInNobodysWayAtTheEnd() {
        DeviceBench device = new DeviceBench(new Plan().group("only", app("db"), app("web", "db"), app("proxy", "web"), app("log", "web")));
        device.start("db");

        device.stop();
        assertEquals("started preparing stopped stopped", device.words());
        device.tell("web", new ContainerEvent.Prepared(), new ContainerEvent.CleanedUp(List.of()));

        assertEquals("stopping stopped stopped stopped", device.words());
    }

    @Test
    void dependencyOnALaterGroupStopsNobodyFromEnding() {
        DeviceBench device = new DeviceBench(new Plan().group("first", app("web", "db")).group("second", app("db")));
        assertEquals("blocked blocked", device.words());
        device.pass(30_000).start("db").start("web");
        assertEquals("started started", device.words());

        device.stop().end("db", 0).end("web", 0);

        assertEquals(new Mode.Ending(EndAction.POWER_OFF), device.state.mode());
    }

    @Test
    void goalsAreReportedWithAContainerThatOnlyListens() {
        DeviceBench device = new DeviceBench(new Plan().group("only", container("db", StatusGoal.READY, RETRY, activated())));

        assertEquals(List.of(new Effect.Listen("db"), new Effect.ReportGoals()), device.effects());
    }

    @Test
    void goalsAreNotReportedWhileAContainerWaits() {
        DeviceBench device = new DeviceBench(new Plan().group("only", app("web", "db"), app("db")), "db");

        device.pass(1_000_000);

        assertTrue(!device.effects().contains(new Effect.ReportGoals()));
    }
}
