package org.keelson.supervisor.boot;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.keelson.linux.file.Fd;
import org.keelson.linux.machine.Machine;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.effect.DeviceVolumes;
import org.keelson.supervisor.effect.Layout;
import org.keelson.supervisor.effect.LogFile;
import org.keelson.supervisor.log.Log;
import org.keelson.supervisor.loop.Loop;
import org.keelson.supervisor.loop.Workers;
import org.keelson.supervisor.loop.Workers.Outcome;
import org.tinylog.Logger;

/** The last steps, once no container runs: unmount on a worker, say how it went, end the machine. Every wait has a bound. Loop thread. */
final class MachineEnd {
    /** An unmount that never returns must not hold the machine. */
    private static final long UNMOUNT_BOUND_MILLIS = 60_000;
    /** A stopped terminal never drains. */
    private static final long DRAIN_BOUND_MILLIS = 2_000;
    /** Exit codes of an appengine, for the wrapper that starts it. */
    private static final int START_AGAIN = 0;
    private static final int STAY_OFF = 3;

    private final Kernel kernel;
    private final Loop loop;
    private final Workers workers;
    private final Log log;
    private final LogFile logFile;
    private final Optional<Fd> console;
    private boolean begun;

    /** @param console what the last lines are drained to */
    MachineEnd(Kernel kernel, Loop loop, Workers workers, Log log, LogFile logFile, Optional<Fd> console) {
        this.kernel = kernel;
        this.loop = loop;
        this.workers = workers;
        this.log = log;
        this.logFile = logFile;
        this.console = console;
    }

    /** Ends a machine of our own. */
    void endDevice(EndAction action, Layout layout) {
        if (!begin()) {
            return;
        }
        loop.at(loop.now() + UNMOUNT_BOUND_MILLIS, () -> end(action));
        workers.submit(LogFile.WORKER, () -> new Shutdown(kernel, layout).run(), outcome -> {
            if (outcome instanceof Outcome.Failed<Boolean>(Exception reason)) {
                Logger.error("shutdown: failed, reason={}", reason);
            }
            report(outcome instanceof Outcome.Done<Boolean>(Boolean clean) && clean, action);
            loop.at(loop.now() + DRAIN_BOUND_MILLIS, () -> end(action));
            workers.submit("drain", this::drain, _ -> end(action));
        });
    }

    /** Ends this process, on a machine that is somebody else's; what it has mounted there goes first. */
    void endAppengine(EndAction action, Layout layout) {
        if (!begin()) {
            return;
        }
        loop.at(loop.now() + UNMOUNT_BOUND_MILLIS, () -> exit(action));
        workers.submit(LogFile.WORKER, () -> unmountVolumes(layout), outcome -> {
            report(outcome instanceof Outcome.Done<Boolean>(Boolean clean) && clean, action);
            workers.submit("drain", () -> true, _ -> {
                log.flushConsole();
                exit(action);
            });
        });
    }

    private boolean unmountVolumes(Layout layout) throws IOException {
        List<String> left = new DeviceVolumes(layout, kernel.mounts()).unmount();
        left.forEach(reason -> Logger.error("shutdown: {}", reason));
        return left.isEmpty();
    }

    private void exit(EndAction action) {
        kernel.machine().exit(action == EndAction.POWER_OFF ? STAY_OFF : START_AGAIN);
    }

    private boolean begin() {
        if (begun) {
            return false;
        }
        begun = true;
        logFile.flush(); // the last lines that storage sees; what follows runs behind them
        logFile.close();
        return true;
    }

    private void report(boolean clean, EndAction action) {
        Logger.info("shutdown: finished, clean={}, action={}", clean, action == EndAction.POWER_OFF ? "poweroff" : "reboot");
        log.flushConsole();
    }

    private boolean drain() {
        console.ifPresent(kernel.machine()::drain);
        return true;
    }

    private void end(EndAction action) {
        kernel.machine().end(action == EndAction.POWER_OFF ? Machine.End.POWER_OFF : Machine.End.REBOOT);
    }
}
