package org.keelson.supervisor.loop;

import org.keelson.linux.testing.FakeDescriptors;
import org.keelson.linux.testing.FakePoller;
import org.keelson.linux.testing.FakeSurvival;
import org.keelson.linux.testing.FakeWakeups;
import org.keelson.linux.testing.TestClock;

/** A loop with workers over fakes, in virtual time; the workers are real threads. */
public final class LoopBench {
    private static final int MANY_TURNS = 20_000;

    public final FakeDescriptors descriptors;
    public final FakeWakeups wakeups;
    public final TestClock clock;
    public final FakePoller poller;
    public final FakeSurvival survival = new FakeSurvival();
    public final Loop loop;
    public final Workers workers;

    public LoopBench() {
        this(new FakeDescriptors(), new TestClock());
    }

    /** The loop of a program that was resumed: the kernel's things stay. */
    public LoopBench(FakeDescriptors descriptors, TestClock clock) {
        this.descriptors = descriptors;
        this.clock = clock;
        wakeups = new FakeWakeups(descriptors);
        poller = new FakePoller(descriptors, clock);
        loop = new Loop(poller, wakeups, clock);
        workers = new Workers(loop, survival);
    }

    /** Turns the loop until no worker runs and nothing is ready any more. The poller bounds each wait. */
    public void settle() {
        for (int i = 0; i < MANY_TURNS; i++) {
            if (!workers.idle()) {
                loop.turn(-1);
            } else if (poller.await(0) > 0) {
                loop.turn(0);
            } else {
                return;
            }
        }
        throw new IllegalStateException("the loop does not come to rest");
    }

    /** Lets time pass and what is due happen. */
    public void advance(long millis) {
        clock.advance(millis);
        loop.turn(0);
        settle();
    }
}
