package org.keelson.config.state;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a running container is asked whether it is well.
 *
 * @param probe the question
 * @param interval how long after the start, and after an answer, the next question follows
 * @param timeout how long an answer may take
 * @param retries how many failures in a row make it unhealthy, at least 1
 * @param startPeriod how long after the start failures do not count
 * @param onUnhealthy what follows then
 */
public record Health(Probe probe, Duration interval, Duration timeout, int retries, Duration startPeriod, OnUnhealthy onUnhealthy) {
    /** What is asked. */
    public sealed interface Probe {
        /** A program in the container; exit status 0 is well. */
        record Exec(List<String> command) implements Probe {
            /** Copies the list. */
            public Exec {
                command = List.copyOf(command);
            }
        }

        /** {@code GET} of a path on the container's own 127.0.0.1; a status from 200 to 399 is well. */
        record Http(int port, String path) implements Probe {}

        /** A connection to a port of the container's own 127.0.0.1; that it is accepted is well. */
        record Tcp(int port) implements Probe {}
    }

    /** What an unhealthy container leads to. */
    public enum OnUnhealthy {
        /** It is only shown. */
        REPORT,
        /** It is stopped and started again, as its recovery says; without one, again and again with growing delay. */
        RESTART,
        /** It is stopped and left. */
        STOP,
        /** The device reboots. */
        REBOOT
    }

    /** Checks that every part is there. */
    public Health {
        Objects.requireNonNull(probe, "probe is null");
        Objects.requireNonNull(interval, "interval is null");
        Objects.requireNonNull(timeout, "timeout is null");
        Objects.requireNonNull(startPeriod, "startPeriod is null");
        Objects.requireNonNull(onUnhealthy, "onUnhealthy is null");
    }
}
