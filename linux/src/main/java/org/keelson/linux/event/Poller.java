package org.keelson.linux.event;

import org.keelson.linux.file.Fd;

/** Readiness of many descriptors: {@code epoll(7)}, level triggered. Owned by the loop thread. */
public interface Poller extends AutoCloseable {
    /** Interest in input, hang-up or end of file. */
    int READ = 1;

    /** Interest in room for output. */
    int WRITE = 2;

    /** Watches a descriptor for {@link #READ}, {@link #WRITE} or both; 0 watches for hang-up and errors only. */
    void add(Fd fd, int interest);

    /** Changes what is watched for. */
    void change(Fd fd, int interest);

    /** Watches no longer; to be called before the descriptor is closed. */
    void remove(Fd fd);

    /**
     * Waits until something is ready, at most {@code timeoutMillis} (-1: for ever, 0: not at all), and returns how many are. The only
     * place where the loop thread blocks.
     */
    int await(long timeoutMillis);

    /** The number of the descriptor that is ready at {@code index}. */
    int number(int index);

    /** Its readiness: {@link #READ} and {@link #WRITE}; hang-up and errors count as both. */
    int readiness(int index);

    @Override
    void close();
}
