package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Health;
import org.keelson.config.state.Recovery;
import org.keelson.config.state.RestartPolicy;
import org.keelson.config.state.StatusGoal;
import org.keelson.config.state.Stop;
import org.keelson.config.state.Supervision;
import org.keelson.linux.Errno;
import org.keelson.linux.file.Fd;
import org.keelson.linux.process.Alarm;
import org.keelson.linux.process.Exit;
import org.keelson.linux.process.Processes;
import org.keelson.linux.process.SpawnRequest;
import org.keelson.linux.testing.FakeProcesses;
import org.keelson.linux.testing.FakeProcesses.Signalled;
import org.keelson.linux.testing.FakeServerSockets;
import org.keelson.linux.testing.FakeUnixSockets;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.control.ControlServer;
import org.keelson.supervisor.loop.LoopBench;

/** Questions to containers, and their answers; the processes that ask are played by the test. */
class ProberTest {
    private static final int FIRST = 100;
    private static final int INIT = 5_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Exit.Status WELL = new Exit.Status.Exited(0);
    private static final Exit.Status ILL = new Exit.Status.Exited(1);
    private static final Health.Probe TCP = new Health.Probe.Tcp(8080);

    private record Answer(String container, int init, Optional<String> failure) {}

    private final LoopBench bench = new LoopBench();
    private final FakeProcesses processes = new FakeProcesses(bench.wakeups);
    private final Fd executable = bench.descriptors.memory("keelson", 0);
    private final List<Answer> answers = new ArrayList<>();
    private final Map<Integer, Fd> outputs = new HashMap<>();
    private final Prober prober = prober();
    private final int openAtRest = bench.descriptors.openCount();

    /** Children inherit their output, as in a fork. */
    private final class Inheriting implements Processes {
        @Override
        public int spawn(SpawnRequest request) {
            int pid = processes.spawn(request);
            outputs.put(pid, bench.descriptors.duplicate(bench.descriptors.adopt(request.descriptors().get(1))));
            return pid;
        }

        @Override
        public Optional<Exit> ended() {
            return processes.ended();
        }

        @Override
        public void reap(int pid) {
            processes.reap(pid);
        }

        @Override
        public boolean signal(int pid, int signal) {
            return processes.signal(pid, signal);
        }

        @Override
        public boolean exists(int pid) {
            return processes.exists(pid);
        }

        @Override
        public void signalAll(int signal) {
            processes.signalAll(signal);
        }
    }

    private Prober prober() {
        FakeUnixSockets sockets = new FakeUnixSockets(bench.descriptors);
        ContainerRunner.Tools tools = new ContainerRunner.Tools(bench.loop, bench.workers,
                Memory.create(bench.descriptors, bench.survival, executable, true), bench.descriptors, new Inheriting(), sockets,
                new FakeServerSockets(bench.descriptors),
                new ControlServer(bench.loop, sockets, bench.descriptors, new NoSubject()), executable);
        Layout layout = new Layout(Path.of("/storage"), Path.of("/run/pv"), Path.of("/run/keelson"));
        return new Prober(tools, layout, "7", (name, event) -> {
            ContainerEvent.Probed probed = (ContainerEvent.Probed) event;
            answers.add(new Answer(name, probed.init(), probed.failure()));
        });
    }

    private static Container container(String name, Health.Probe probe) {
        Health health = new Health(probe, Duration.ofSeconds(10), TIMEOUT, 3, Duration.ZERO, Health.OnUnhealthy.REPORT);
        return new Container(name, "app", StatusGoal.STARTED, RestartPolicy.CONTAINER, Optional.of("lxc.container.conf"), Optional.empty(),
                List.of(), List.of(), Set.of(), false, false, List.of(), Duration.ofSeconds(30),
                new Supervision(Recovery.NO, List.of(), Optional.of(health), Stop.DEFAULT),
                Execution.PLAIN);
    }

    private static Container exec(String name) {
        return container(name, new Health.Probe.Exec(List.of("/bin/check", "a b")));
    }

    private void init(int pid, String groups) {
        bench.descriptors.file("/proc/" + pid + "/ns/net", "");
        bench.descriptors.file("/proc/" + pid + "/cgroup", groups);
    }

    private List<Answer> answered() {
        List<Answer> all = List.copyOf(answers);
        answers.clear();
        return all;
    }

    /** A process of a probe writes this and ends. */
    private void end(int pid, String output, Exit.Status status) {
        bench.descriptors.writeText(outputs.get(pid), output);
        outputs.remove(pid).close();
        assertTrue(prober.ended(new Exit(pid, status)));
    }

    private void assertNothingOpen() {
        outputs.values().forEach(Fd::close);
        outputs.clear();
        assertEquals(openAtRest, bench.descriptors.openCount());
    }

    @Test
    void programIsAskedWithItsContainersConfiguration() {
        prober.ask(exec("web"), INIT);

        SpawnRequest request = processes.spawned().getFirst();
        assertEquals(List.of("keelson", "probe", "exec", "5000", "web", "/run/keelson/lxc", "/run/keelson/containers/web/lxc.conf",
                "/storage/trails/7/web", "container=pv-app", "/bin/check", "a b"), request.arguments());
        assertEquals(List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"), request.environment());
        assertEquals(3, request.descriptors().size());
        assertEquals(SpawnRequest.NULL_DEVICE, request.descriptors().getFirst());
        assertEquals(0, request.oomScoreAdj());
        assertEquals(executable, request.executable());
    }

    @Test
    void portIsAskedWithTheNetworkOfTheContainer() {
        init(INIT, "4:memory:/pv/lxc/web\n0::/pv/lxc/web/init.scope\n");

        prober.ask(container("web", TCP), INIT);

        SpawnRequest request = processes.spawned().getFirst();
        assertEquals(List.of("keelson", "probe", "tcp", "5000", "8080"), request.arguments());
        assertEquals(4, request.descriptors().size());
    }

    @Test
    void pathIsAskedAtItsPort() {
        init(INIT, "0::/lxc/web\n");

        prober.ask(container("web", new Health.Probe.Http(80, "/health?x=1")), INIT);

        assertEquals(List.of("keelson", "probe", "http", "5000", "80", "/health?x=1"), processes.spawned().getFirst().arguments());
    }

    @Test
    void statusZeroIsWellWhateverWasWritten() {
        prober.ask(exec("web"), INIT);
        end(FIRST, "all fine", WELL);

        assertEquals(List.of(new Answer("web", INIT, Optional.empty())), answered());
        assertNothingOpen();
    }

    @Test
    void whatIsWrongIsToldOnOneLine() {
        prober.ask(exec("web"), INIT);
        end(FIRST, "exit 3: first\nsecond \u001b[31mred\u202e\u0007\n", ILL);

        assertEquals(List.of(new Answer("web", INIT, Optional.of("exit 3: first\\nsecond ?[31mred??"))), answered());
        assertNothingOpen();
    }

    @Test
    void ofALongTextTheEndIsTold() {
        prober.ask(exec("web"), INIT);
        end(FIRST, "x".repeat(3000) + "end", ILL);

        assertEquals("x".repeat(297) + "end", answered().getFirst().failure().orElseThrow());
    }

    @Test
    void silentFailureIsTheStatusOfTheProcess() {
        prober.ask(exec("web"), INIT);
        end(FIRST, "", new Exit.Status.Killed(11, false));

        assertEquals(List.of(new Answer("web", INIT, Optional.of("probe ended with signal 11"))), answered());
    }

    @Test
    void alarmOfTheProcessIsNoAnswerInTime() {
        prober.ask(exec("web"), INIT);
        end(FIRST, "", new Exit.Status.Killed(Alarm.SIGALRM, false));

        assertEquals(List.of(new Answer("web", INIT, Optional.of("no answer within 5 s"))), answered());
    }

    @Test
    void processThatDoesNotEndIsKilledTwoSecondsLater() {
        prober.ask(exec("web"), INIT);

        bench.advance(6_999);
        assertEquals(List.of(), answered());
        bench.advance(1);

        assertEquals(List.of(new Answer("web", INIT, Optional.of("no answer within 5 s"))), answered());
        assertEquals(List.of(new Signalled(FIRST, 9)), processes.signals());
        assertNothingOpen();
        assertTrue(prober.ended(new Exit(FIRST, new Exit.Status.Killed(9, false))), "it is no orphan");
        assertEquals(List.of(), answered());
    }

    @Test
    void boundOfAnAnsweredQuestionKillsNobody() {
        prober.ask(exec("web"), INIT);
        end(FIRST, "", WELL);
        processes.appear(FIRST); // somebody else has the pid by now

        bench.advance(60_000);

        assertEquals(List.of(), processes.signals());
        assertEquals(1, answered().size());
    }

    @Test
    void containerWhoseProbeDoesNotDieIsNotAskedOnTopOfIt() {
        prober.ask(exec("web"), INIT);
        bench.advance(7_000);
        answered();

        prober.ask(exec("web"), INIT);
        prober.ask(exec("db"), INIT + 1);

        assertEquals(List.of(new Answer("web", INIT, Optional.of("the probe before this one does not end"))), answered());
        assertEquals(2, processes.spawned().size());

        prober.ended(new Exit(FIRST, new Exit.Status.Killed(9, false)));
        prober.ask(exec("web"), INIT);
        assertEquals(3, processes.spawned().size());
    }

    @Test
    void sickContainersMakeRoomForTheOthers() {
        for (int i = 0; i < 17; i++) {
            prober.ask(exec("c" + i), INIT + i);
        }

        bench.advance(249);
        assertEquals(8, processes.spawned().size());
        bench.advance(1);
        assertEquals(16, processes.spawned().size());
        end(FIRST, "", WELL);
        assertEquals(16, processes.spawned().size(), "its room is taken already");
        end(FIRST + 15, "", WELL);
        assertEquals(17, processes.spawned().size());
    }

    @Test
    void questionThatIsOpenIsNotAskedOnceMore() {
        prober.ask(exec("web"), INIT);
        prober.ask(exec("web"), INIT);
        end(FIRST, "", WELL);

        assertEquals(1, processes.spawned().size());
        assertEquals(List.of(new Answer("web", INIT, Optional.empty())), answered());
    }

    @Test
    void questionToAnInitThatIsGoneGivesWay() {
        prober.ask(exec("web"), INIT);
        prober.ask(exec("web"), INIT + 1);
        prober.ended(new Exit(FIRST, new Exit.Status.Killed(9, false)));
        end(FIRST + 1, "", WELL);

        assertEquals(List.of(new Signalled(FIRST, 9)), processes.signals());
        assertEquals(List.of(new Answer("web", INIT, Optional.of("rebooted")), new Answer("web", INIT + 1, Optional.empty())),
                answered());
        assertNothingOpen();
    }

    @Test
    void eightAreAskedAtOnceAndTheOthersInTheirOrder() {
        for (int i = 0; i < 11; i++) {
            prober.ask(exec("c" + i), INIT + i);
        }
        assertEquals(8, processes.spawned().size());

        end(FIRST + 3, "", WELL);
        end(FIRST, "", WELL);

        assertEquals(List.of("c3", "c0"), answered().stream().map(Answer::container).toList());
        assertEquals(10, processes.spawned().size());
        assertEquals(List.of("c8", "c9"), processes.spawned().subList(8, 10).stream().map(request -> request.arguments().get(4)).toList());
    }

    @Test
    void everyQuestionHasOneAnswerWhenNobodyIsThere() {
        for (int i = 0; i < 20; i++) {
            prober.ask(container("c" + i, TCP), INIT + i);
        }

        assertEquals(20, answered().size());
        assertEquals(List.of(), processes.spawned());
        assertNothingOpen();
    }

    @Test
    void stopOfAContainerKillsItsProbeAndAnswers() {
        prober.ask(exec("web"), INIT);
        prober.ask(exec("db"), INIT + 1);

        prober.stop("web");

        assertEquals(List.of(new Answer("web", INIT, Optional.of("stopped"))), answered());
        assertEquals(List.of(new Signalled(FIRST, 9)), processes.signals());
        assertTrue(prober.ended(new Exit(FIRST, new Exit.Status.Killed(9, false))));
        end(FIRST + 1, "", WELL);
        assertEquals(List.of(new Answer("db", INIT + 1, Optional.empty())), answered());
        assertNothingOpen();
    }

    @Test
    void stopOfAContainerTakesItsQuestionOutOfTheQueue() {
        for (int i = 0; i < 9; i++) {
            prober.ask(exec("c" + i), INIT + i);
        }

        prober.stop("c8");
        end(FIRST, "", WELL);

        assertEquals(List.of("c8", "c0"), answered().stream().map(Answer::container).toList());
        assertEquals(8, processes.spawned().size());
    }

    @Test
    void processThatCannotBeStartedIsAnAnswer() {
        processes.failNextSpawn(Errno.ENOMEM);

        prober.ask(exec("web"), INIT);

        assertEquals(List.of(new Answer("web", INIT, Optional.of("spawn keelson: ENOMEM (out of memory)"))), answered());
        assertNothingOpen();
    }

    @Test
    void initThatIsGoneIsAnAnswer() {
        prober.ask(container("web", TCP), INIT);

        assertEquals(List.of(new Answer("web", INIT, Optional.of("open /proc/5000/ns/net: ENOENT (no such file or directory)"))),
                answered());
        assertNothingOpen();
    }

    @Test
    void initThatEndsWhileItIsLookedAtIsAnAnswer() {
        bench.descriptors.file("/proc/" + INIT + "/ns/net", "");

        prober.ask(container("web", TCP), INIT);

        assertEquals(List.of(new Answer("web", INIT, Optional.of("open /proc/5000/cgroup: ENOENT (no such file or directory)"))),
                answered());
        assertNothingOpen();
    }

    @Test
    void networkOfAnotherProcessWithTheSamePidIsNotEntered() {
        init(INIT, "4:memory:/lxc/website\n0::/lxc/web.monitor\n");

        prober.ask(container("web", TCP), INIT);

        assertEquals(List.of(new Answer("web", INIT, Optional.of("open network of pid 5000: ESRCH (no such process)"))), answered());
        assertEquals(List.of(), processes.spawned());
        assertNothingOpen();
    }

    @Test
    void childrenOfOthersAreNotTaken() {
        prober.ask(exec("web"), INIT);

        assertFalse(prober.ended(new Exit(FIRST + 1, WELL)));

        assertEquals(List.of(), answered());
    }
}
