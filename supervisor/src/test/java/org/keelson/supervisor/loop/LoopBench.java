package org.keelson.supervisor.loop;

import org.keelson.linux.testing.FakeDescriptors;
import org.keelson.linux.testing.FakePoller;
import org.keelson.linux.testing.FakeSurvival;
import org.keelson.linux.testing.FakeWakeups;
import org.keelson.linux.testing.TestClock;

/** A loop with workers over fakes, in virtual time; the workers are real threads. */
public final class LoopBench {
    private static final int MANY_TURNS = 20_000;

    public final FakeDescriptors descriptors = new FakeDescriptors();
    public final FakeWakeups wakeups = new FakeWakeups(descriptors);
    public final TestClock clock = new TestClock();
    public final FakePoller poller = new FakePoller(descriptors, clock);
    public final FakeSurvival survival = new FakeSurvival();
    public final Loop loop = new Loop(poller, wakeups, clock);
    public final Workers workers = new Workers(loop, survival);

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
