package org.keelson.supervisor.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.keelson.linux.LinuxException;
import org.keelson.linux.mount.Mounts.Flag;
import org.keelson.linux.process.Processes;
import org.keelson.supervisor.effect.Layout;
import org.keelson.supervisor.effect.MountTable;
import org.tinylog.Logger;

/**
 * The end of the device, once no container runs: what is left is killed, everything is unmounted, storage completely, so that its journal
 * is clean. Blocks: runs on a worker, with the loop watching the clock.
 */
final class Shutdown {
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_MILLIS = 50;

    private final Kernel kernel;
    private final Layout layout;
    private final int attempts;
    private boolean clean = true;

    Shutdown(Kernel kernel, Layout layout) {
        this(kernel, layout, ATTEMPTS);
    }

    Shutdown(Kernel kernel, Layout layout, int attempts) {
        this.kernel = kernel;
        this.layout = layout;
        this.attempts = attempts;
    }

    /** The steps, in order. */
    private List<Phase> phases() {
        return List.of(
                new Phase("kill-leftovers", this::killLeftovers),
                new Phase("unmount-roots", () -> unmountBelow(layout.own().resolve("roots"))),
                new Phase("unmount-volumes", () -> unmountBelow(layout.volumes())),
                new Phase("unmount-storage", () -> unmountBelow(layout.storage())),
                new Phase("sync", () -> kernel.machine().sync()));
    }

    /** Runs all steps; true if nothing was left. */
    boolean run() throws Exception {
        Phase.runAll("shutdown", phases());
        return clean;
    }

    private void killLeftovers() {
        kernel.processes().signalAll(Processes.SIGKILL);
    }

    private void unmountBelow(Path path) throws IOException, InterruptedException {
        for (Path mountPoint : MountTable.below(path, kernel.mounts().table())) {
            if (!mountPoint.equals(layout.volumes())) {
                unmount(mountPoint.toString());
            }
        }
    }

    /** Killed processes let go when they have exited; what is busy even then is made read-only, so that its journal is clean. */
    private void unmount(String mountPoint) throws InterruptedException {
        LinuxException last = null;
        for (int attempt = 0; attempt < attempts; attempt++) {
            try {
                kernel.mounts().unmount(mountPoint, false);
                return;
            } catch (LinuxException e) {
                last = e;
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        clean = false;
        Logger.error("shutdown: {}", last.getMessage());
        try {
            kernel.mounts().mount("none", mountPoint, "", Set.of(Flag.REMOUNT, Flag.READ_ONLY), "");
        } catch (LinuxException e) {
            Logger.error("shutdown: {}", e.getMessage());
        }
    }
}
