package org.keelson.linux.event;

import org.keelson.linux.file.Fd;

/** Signals and wake-ups as descriptors. */
public interface Wakeups {
    /** A descriptor that is readable while a signal is pending: {@code signalfd(2)} over every signal that can be blocked. */
    Fd signals();

    /** The next pending signal's number, or 0. Does not block. */
    int nextSignal(Fd signals);

    /** A descriptor that {@link #raise} makes readable: {@code eventfd(2)}. */
    Fd wakeup();

    /** Makes it readable; any thread. */
    void raise(Fd wakeup);

    /** Makes it unreadable again. */
    void clear(Fd wakeup);
}
