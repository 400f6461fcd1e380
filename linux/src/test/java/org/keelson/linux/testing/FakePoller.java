package org.keelson.linux.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Fd;

/**
 * {@link Poller} over {@link FakeDescriptors}, level triggered, in the order of the numbers. Where the kernel would wait for a deadline it
 * moves the clock there instead; where it would wait for ever, it waits for another thread, and fails the test after ten seconds.
 */
public final class FakePoller implements Poller {
    private static final long PATIENCE_MILLIS = 10_000;

    private record Ready(int number, int readiness) {}

    private final FakeDescriptors descriptors;
    private final TestClock clock;
    private final Map<Integer, Integer> interests = new TreeMap<>();
    private List<Ready> ready = List.of();

    /** @param clock what moves when there is nothing to do but wait */
    public FakePoller(FakeDescriptors descriptors, TestClock clock) {
        this.descriptors = descriptors;
        this.clock = clock;
    }

    /** What a descriptor is watched for, or nothing if it is not watched. */
    public Optional<Integer> interest(Fd fd) {
        return Optional.ofNullable(interests.get(fd.number()));
    }

    /** How many descriptors are watched. */
    public int watched() {
        return interests.size();
    }

    @Override
    public void add(Fd fd, int interest) {
        descriptors.object(fd, "watch");
        if (interests.putIfAbsent(fd.number(), interest) != null) {
            throw new LinuxException("watch", "descriptor " + fd.number(), Errno.EEXIST);
        }
    }

    @Override
    public void change(Fd fd, int interest) {
        if (interests.replace(fd.number(), interest) == null) {
            throw new LinuxException("watch", "descriptor " + fd.number(), Errno.ENOENT);
        }
    }

    @Override
    public void remove(Fd fd) {
        if (interests.remove(fd.number()) == null) {
            throw new LinuxException("watch", "descriptor " + fd.number(), Errno.ENOENT);
        }
    }

    @Override
    public int await(long timeoutMillis) {
        synchronized (descriptors) {
            collect();
            if (ready.isEmpty() && timeoutMillis > 0) {
                clock.advance(timeoutMillis);
            } else if (timeoutMillis < 0) {
                awaitOtherThread();
            }
            return ready.size();
        }
    }

    private void awaitOtherThread() {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (ready.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException("the loop waits for ever");
            }
            try {
                descriptors.wait(left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            collect();
        }
    }

    private void collect() {
        ready = new ArrayList<>();
        interests.forEach((number, interest) -> {
            FakeObject object = descriptors.object(number)
                    .orElseThrow(() -> new IllegalStateException("closed while watched: " + number));
            int readiness = object.hungUp() ? READ | WRITE : 0;
            readiness |= (interest & READ) != 0 && object.readable() ? READ : 0;
            readiness |= (interest & WRITE) != 0 && object.writable() ? WRITE : 0;
            if (readiness != 0) {
                ready.add(new Ready(number, readiness));
            }
        });
    }

    @Override
    public int number(int index) {
        return ready.get(index).number();
    }

    @Override
    public int readiness(int index) {
        return ready.get(index).readiness();
    }

    @Override
    public void close() {
        interests.clear();
    }
}
