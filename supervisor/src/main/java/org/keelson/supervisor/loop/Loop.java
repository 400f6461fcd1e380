package org.keelson.supervisor.loop;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.keelson.linux.event.Poller;
import org.keelson.linux.event.Wakeups;
import org.keelson.linux.file.Fd;

/**
 * The event loop. Handlers run one at a time on the loop thread and must not block; {@link #post} is the only method that another thread
 * may call. With nothing to do it waits for ever: no ticks.
 */
public final class Loop {
    /** What is called when a descriptor is ready: {@link Poller#READ}, {@link Poller#WRITE} or both. */
    @FunctionalInterface
    public interface Handler {
        void ready(int readiness);
    }

    /** A deadline that can be taken back. */
    public static final class Timer implements Comparable<Timer> {
        private final long at;
        private final Runnable action;
        private boolean cancelled;

        private Timer(long at, Runnable action) {
            this.at = at;
            this.action = action;
        }

        /** It will not fire any more. */
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Timer other) {
            return Long.compare(at, other.at);
        }
    }

    /** @param since the turn in which it began */
    private record Watch(Handler handler, long since) {}

    private final Poller poller;
    private final Wakeups wakeups;
    private final LongSupplier clockMillis;
    private final Map<Integer, Watch> watches = new HashMap<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final ConcurrentLinkedQueue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final Fd wakeup;
    private long turn;
    private long quietMillis = Long.MAX_VALUE;
    private Runnable whenQuiet = () -> {};
    private boolean busy;
    private boolean stopped;

    /**
     * @param poller owned by this loop from now on
     * @param clockMillis monotonic, in milliseconds
     */
    public Loop(Poller poller, Wakeups wakeups, LongSupplier clockMillis) {
        this.poller = poller;
        this.wakeups = wakeups;
        this.clockMillis = clockMillis;
        this.wakeup = wakeups.wakeup();
        watch(wakeup, Poller.READ, _ -> wakeups.clear(wakeup));
    }

    /** Monotonic time in milliseconds. */
    public long now() {
        return clockMillis.getAsLong();
    }

    /** Calls {@code handler} whenever the descriptor is ready, until {@link #unwatch}. */
    public void watch(Fd fd, int interest, Handler handler) {
        watches.put(fd.number(), new Watch(handler, turn));
        poller.add(fd, interest);
    }

    /** Changes what the descriptor is watched for. */
    public void interest(Fd fd, int interest) {
        poller.change(fd, interest);
    }

    /** Watches it no longer; before it is closed. */
    public void unwatch(Fd fd) {
        if (watches.remove(fd.number()) != null) {
            poller.remove(fd);
        }
    }

    /** Runs {@code action} once {@link #now()} has reached {@code atMillis}. */
    public Timer at(long atMillis, Runnable action) {
        Timer timer = new Timer(atMillis, action);
        timers.add(timer);
        return timer;
    }

    /** Runs {@code action} on the loop thread soon. Any thread. */
    public void post(Runnable action) {
        posted.add(action);
        wakeups.raise(wakeup);
    }

    /** Runs {@code action} once after each burst of work, when nothing has happened for so long. */
    public void onQuiet(long afterMillis, Runnable action) {
        quietMillis = afterMillis;
        whenQuiet = action;
        busy = true;
    }

    /** Serves until {@link #stop()}. What a handler throws ends the loop and is thrown. */
    public void run() {
        while (!stopped) {
            long timeout = timeout();
            boolean waitsForQuiet = busy && (timeout < 0 || timeout >= quietMillis);
            boolean worked = turn(waitsForQuiet ? quietMillis : timeout);
            if (waitsForQuiet && !worked) {
                whenQuiet.run();
            }
            busy = quietMillis < Long.MAX_VALUE && (worked || busy && !waitsForQuiet);
        }
    }

    /** One turn: waits at most so long, then calls everything that is due; false if nothing was. */
    public boolean turn(long timeoutMillis) {
        int count = poller.await(timeoutMillis);
        turn++;
        for (int i = 0; i < count; i++) {
            // an earlier handler of this turn may have closed it, and what was opened then may have got its number
            Watch watch = watches.get(poller.number(i));
            if (watch != null && watch.since() < turn) {
                watch.handler().ready(poller.readiness(i));
            }
        }
        boolean worked = count > 0;
        for (Runnable action = posted.poll(); action != null; action = posted.poll()) {
            action.run();
            worked = true;
        }
        return runTimers() || worked;
    }

    private boolean runTimers() {
        boolean ran = false;
        long now = now();
        while (!timers.isEmpty() && (timers.peek().cancelled || timers.peek().at <= now)) {
            Timer timer = timers.poll();
            if (!timer.cancelled) {
                timer.action.run();
                ran = true;
            }
        }
        return ran;
    }

    private long timeout() {
        while (!timers.isEmpty() && timers.peek().cancelled) {
            timers.poll();
        }
        if (!posted.isEmpty()) {
            return 0;
        }
        return timers.isEmpty() ? -1 : Math.max(0, timers.peek().at - now());
    }

    /** Ends {@link #run()} after the current turn. */
    public void stop() {
        stopped = true;
    }
}
