package org.keelson.supervisor.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.effect.Layout;
import org.keelson.supervisor.loop.Loop;
import org.keelson.supervisor.loop.Workers;
import org.keelson.supervisor.loop.Workers.Outcome;
import org.tinylog.Logger;

/**
 * No revision can be run: the device says so, stays readable for a while, and reboots; each time it waits twice as long. The count of such
 * boots lies on storage; where there is none, the wait is the longest but one.
 */
final class Hopeless {
    private static final long FIRST_SECONDS = 10;
    private static final int MOST_DOUBLINGS = 6;
    private static final int UNKNOWN = 5;

    private Hopeless() {}

    private static Path file(Layout layout) {
        return layout.storage().resolve("keelson-failed-boots");
    }

    /** How long to wait before the reboot that ends this boot, the so-manieth one in a row that failed. */
    static long delaySeconds(int failedBefore) {
        return FIRST_SECONDS << Math.min(Math.max(0, failedBefore), MOST_DOUBLINGS);
    }

    /** Counts, waits on the loop, and ends the machine. */
    static void waitAndReboot(Loop loop, Workers workers, Layout layout, Consumer<EndAction> end) {
        workers.submit("boot", () -> count(layout), outcome -> {
            int failedBefore = outcome instanceof Outcome.Done<Integer>(Integer count) ? count : UNKNOWN;
            long seconds = delaySeconds(failedBefore);
            Logger.error("boot: no revision can be run, failed-before={}, reboot-in={}s", failedBefore, seconds);
            loop.at(loop.now() + seconds * 1000, () -> end.accept(EndAction.REBOOT));
        });
    }

    private static int count(Layout layout) throws IOException {
        int before = 0;
        if (Files.exists(file(layout))) {
            try {
                before = Integer.parseInt(Files.readString(file(layout)).trim());
            } catch (NumberFormatException _) {
                before = 0; // torn or foreign: begin to count again
            }
        }
        Path temporary = file(layout).resolveSibling("keelson-failed-boots.tmp");
        Files.writeString(temporary, Integer.toString(before + 1));
        Files.move(temporary, file(layout), StandardCopyOption.ATOMIC_MOVE);
        return before;
    }

    /** A revision runs: the next failure is the first one again. */
    static boolean forget(Layout layout) throws IOException {
        return Files.deleteIfExists(file(layout));
    }
}
