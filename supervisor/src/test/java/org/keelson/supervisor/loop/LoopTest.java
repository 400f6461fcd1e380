package org.keelson.supervisor.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Descriptors.Pipe;
import org.keelson.linux.file.Fd;

/** Handlers, deadlines and posts of the one thread that owns all state. */
class LoopTest {
    private final LoopBench bench = new LoopBench();
    private final List<String> happened = new ArrayList<>();

    private Fd readable(String text) {
        Pipe pipe = bench.descriptors.pipe(64);
        bench.descriptors.writeText(pipe.write(), text);
        return pipe.read();
    }

    @Test
    void handlerIsCalledWithWhatIsReady() {
        Pipe pipe = bench.descriptors.pipe(64);
        bench.loop.watch(pipe.read(), Poller.READ, readiness -> happened.add("read end " + readiness));
        bench.loop.watch(pipe.write(), Poller.WRITE, readiness -> happened.add("write end " + readiness));

        bench.loop.turn(0);
        bench.descriptors.writeText(pipe.write(), "x");
        bench.loop.turn(0);

        assertEquals(List.of("write end " + Poller.WRITE, "read end " + Poller.READ, "write end " + Poller.WRITE), happened);
    }

    @Test
    void changedInterestIsWhatCounts() {
        Fd fd = readable("x");
        bench.loop.watch(fd, Poller.READ, _ -> happened.add("called"));

        bench.loop.interest(fd, 0);
        bench.loop.turn(0);

        assertEquals(List.of(), happened);
    }

    @Test
    void handlerThatWasUnwatchedInTheSameTurnIsNotCalled() {
        Fd first = readable("x");
        Fd second = readable("y");
        bench.loop.watch(first, Poller.READ, _ -> {
            happened.add("first");
            bench.loop.unwatch(second);
        });
        bench.loop.watch(second, Poller.READ, _ -> happened.add("second"));

        bench.loop.turn(0);

        assertEquals(List.of("first"), happened);
    }

    @Test
    void descriptorThatGotAReadyOnesNumberInTheSameTurnIsNotCalled() {
        Fd first = readable("x");
        Fd second = readable("y");
        int number = second.number();
        List<Fd> opened = new ArrayList<>();
        bench.loop.watch(first, Poller.READ, _ -> {
            bench.loop.unwatch(first);
            bench.loop.unwatch(second);
            second.close();
            opened.add(bench.descriptors.pipe(64).read());
            bench.loop.watch(opened.getFirst(), Poller.READ, _ -> happened.add("called for what another was ready for"));
        });
        bench.loop.watch(second, Poller.READ, _ -> happened.add("second"));

        bench.loop.turn(0);

        assertEquals(number, opened.getFirst().number());
        assertEquals(List.of(), happened);
    }

    @Test
    void descriptorThatIsWatchedInOneTurnIsServedInTheNext() {
        Fd first = readable("x");
        Fd second = readable("y");
        bench.loop.watch(first, Poller.READ, _ -> {
            bench.loop.unwatch(first);
            bench.loop.watch(second, Poller.READ, _ -> {
                bench.loop.unwatch(second);
                happened.add("second");
            });
        });

        bench.loop.turn(0);
        bench.loop.turn(0);

        assertEquals(List.of("second"), happened);
    }

    @Test
    void unwatchingTwiceIsHarmless() {
        Fd fd = readable("x");
        bench.loop.watch(fd, Poller.READ, _ -> happened.add("called"));

        bench.loop.unwatch(fd);
        bench.loop.unwatch(fd);

        assertEquals(Optional.empty(), bench.poller.interest(fd));
    }

    @Test
    void timersFireInTheOrderOfTheirDeadlines() {
        bench.loop.at(1_030, () -> happened.add("third"));
        bench.loop.at(1_010, () -> happened.add("first"));
        bench.loop.at(1_020, () -> happened.add("second"));

        bench.clock.advance(9);
        bench.loop.turn(0);
        assertEquals(List.of(), happened);
        bench.clock.advance(1);
        bench.loop.turn(0);
        assertEquals(List.of("first"), happened);
        bench.clock.advance(100);
        bench.loop.turn(0);
        assertEquals(List.of("first", "second", "third"), happened);
    }

    @Test
    void cancelledTimerDoesNotFire() {
        Loop.Timer first = bench.loop.at(1_010, () -> happened.add("cancelled"));
        bench.loop.at(1_010, () -> happened.add("kept"));
        first.cancel();

        bench.advance(10);

        assertEquals(List.of("kept"), happened);
    }

    @Test
    void timerMayCancelTheNextOneOfItsTurn() {
        List<Loop.Timer> second = new ArrayList<>();
        bench.loop.at(1_010, () -> second.getFirst().cancel());
        second.add(bench.loop.at(1_011, () -> happened.add("cancelled")));

        bench.advance(20);

        assertEquals(List.of(), happened);
    }

    @Test
    void timerSetByATimerFiresWhenItIsDue() {
        bench.loop.at(1_010, () -> bench.loop.at(1_020, () -> happened.add("second")));

        bench.advance(10);
        bench.advance(10);

        assertEquals(List.of("second"), happened);
    }

    @Test
    void runWaitsForTheNextDeadlineAndEndsWhenStopped() {
        bench.loop.at(5_000, () -> happened.add("at " + bench.loop.now()));
        bench.loop.at(9_000, bench.loop::stop);
        bench.loop.at(7_000, () -> happened.add("cancelled")).cancel();

        bench.loop.run();

        assertEquals(List.of("at 5000"), happened);
        assertEquals(9_000, bench.loop.now());
    }

    @Test
    void quietIsToldOnceAfterEachBurstOfWork() {
        bench.loop.onQuiet(2_000, () -> happened.add("quiet at " + bench.loop.now()));
        bench.loop.at(5_000, () -> happened.add("work"));
        bench.loop.at(6_000, () -> happened.add("more work"));
        bench.loop.at(60_000, bench.loop::stop);

        bench.loop.run();

        assertEquals(List.of("quiet at 3000", "work", "more work", "quiet at 8000"), happened);
    }

    @Test
    void loopThatIsToldNothingOfQuietWaitsForItsDeadlineOnly() {
        bench.loop.at(5_000, () -> bench.loop.post(() -> happened.add("at " + bench.loop.now())));
        bench.loop.at(9_000, bench.loop::stop);

        bench.loop.run();

        assertEquals(List.of("at 5000"), happened);
        assertEquals(9_000, bench.loop.now());
    }

    @Test
    void postedActionsRunInOrderAndOnlyOnTheLoop() {
        bench.loop.post(() -> happened.add("first"));
        bench.loop.post(() -> {
            happened.add("second");
            bench.loop.post(() -> happened.add("third"));
        });
        assertEquals(List.of(), happened);

        bench.loop.turn(0);

        assertEquals(List.of("first", "second", "third"), happened);
    }

    @Test
    void postOfAnotherThreadWakesTheLoop() throws InterruptedException {
        Thread other = new Thread(() -> bench.loop.post(bench.loop::stop));
        other.start();

        bench.loop.run();
        other.join();

        assertEquals(0, bench.poller.await(0));
    }

    @Test
    void whatAHandlerThrowsEndsTheLoop() {
        bench.loop.at(1_000, () -> {
            throw new IllegalStateException("broken");
        });

        assertEquals("broken", assertThrows(IllegalStateException.class, bench.loop::run).getMessage());
    }
}
