package org.keelson.backend.lxc;

import java.util.List;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.keelson.backend.lxc.raw.Dlfcn;
import org.keelson.backend.lxc.raw.LxcContainer;

/**
 * The program {@code keelson launch NAME LXCPATH CONFIG FOLDER ARGV…}: loads liblxc, starts one container in the foreground and so becomes
 * its monitor, and ends as the container's init ended: with its exit status, or by its signal. One thread, since liblxc refuses to start
 * in a process with two; no allocation after the start, since this process lives as long as the container.
 */
public final class Launcher {
    /** The first argument. */
    public static final String COMMAND = "launch";

    private static final int FIXED_ARGUMENTS = 5;
    /** After 0 to 2 and the shim's socket. */
    private static final int FIRST_UNMEANT = 4;
    private static final int USAGE = 64;
    private static final int UNAVAILABLE = 69;
    private static final int FAILED = 70;

    private Launcher() {}

    /** Does not return. Messages go to standard error, which is the container's log. */
    public static void run(String[] arguments) {
        if (arguments.length <= FIXED_ARGUMENTS) {
            end(USAGE, "usage: keelson launch NAME LXCPATH CONFIG FOLDER ARGV...");
        }
        Dlfcn.close_range(FIRST_UNMEANT, -1, 0); // the runtime keeps its own executable open, which liblxc would hand on
        LxcContainer container = container(arguments[1], arguments[2]);
        if (Dlfcn.chdir(Liblxc.string(arguments[4])) != 0) {
            end(FAILED, "keelson: cannot change to " + arguments[4]);
        }
        container.clear_config().invoke(container);
        if (!container.load_config().invoke(container, Liblxc.string(arguments[3]))) {
            end(FAILED, "keelson: liblxc refused " + arguments[3] + "; lxc.log says why");
        }
        container.want_daemonize().invoke(container, false);
        CCharPointerPointer argv = Liblxc.strings(List.of(arguments).subList(FIXED_ARGUMENTS, arguments.length));
        boolean started = container.start().invoke(container, 0, argv);
        if (!started) {
            end(FAILED, "keelson: container was not started; lxc.log says why");
        }
        endAs(container.error_num());
    }

    private static LxcContainer container(String name, String path) {
        try {
            return Liblxc.container(name, path);
        } catch (Liblxc.Unavailable e) {
            end(UNAVAILABLE, "keelson: " + e.getMessage());
            throw new IllegalStateException(e); // not reached
        }
    }

    /** Ends this process as the container's init ended. */
    private static void endAs(int status) {
        int signal = InitStatus.signal(status);
        if (signal != 0) {
            Dlfcn.raise(signal);
        }
        Dlfcn._exit(signal != 0 ? 128 + signal : InitStatus.exitCode(status));
    }

    private static void end(int code, String message) {
        System.err.println(message);
        Dlfcn._exit(code);
    }
}
