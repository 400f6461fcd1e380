package org.keelson.backend.lxc;

import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;
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

    private static final String LIBRARY = "liblxc.so.1";
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
        LxcContainer container = create(string(arguments[1]), string(arguments[2]));
        if (Dlfcn.chdir(string(arguments[4])) != 0) {
            end(FAILED, "keelson: cannot change to " + arguments[4]);
        }
        container.clear_config().invoke(container);
        if (!container.load_config().invoke(container, string(arguments[3]))) {
            end(FAILED, "keelson: liblxc refused " + arguments[3] + "; lxc.log says why");
        }
        container.want_daemonize().invoke(container, false);
        boolean started = container.start().invoke(container, 0, argv(arguments));
        if (!started) {
            end(FAILED, "keelson: container was not started; lxc.log says why");
        }
        endAs(container.error_num());
    }

    private static LxcContainer create(CCharPointer name, CCharPointer path) {
        PointerBase library = Dlfcn.dlopen(string(LIBRARY), Dlfcn.RTLD_LAZY());
        if (library.isNull()) {
            end(UNAVAILABLE, "keelson: " + CTypeConversion.toJavaString(Dlfcn.dlerror()));
        }
        LxcContainer.New create = (LxcContainer.New) Dlfcn.dlsym(library, string("lxc_container_new"));
        LxcContainer container = create.isNull() ? WordFactory.nullPointer() : create.invoke(name, path);
        if (container.isNull()) {
            end(UNAVAILABLE, "keelson: " + LIBRARY + " gave no container");
        }
        return container;
    }

    private static CCharPointerPointer argv(String[] arguments) {
        int count = arguments.length - FIXED_ARGUMENTS;
        CCharPointerPointer argv = UnmanagedMemory.calloc(WordFactory.unsigned((count + 1) * (long) Long.BYTES));
        for (int i = 0; i < count; i++) {
            argv.write(i, string(arguments[FIXED_ARGUMENTS + i]));
        }
        return argv;
    }

    /** Never given back: the process lives for this one call. */
    private static CCharPointer string(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Pointer copy = UnmanagedMemory.calloc(WordFactory.unsigned(bytes.length + 1));
        for (int i = 0; i < bytes.length; i++) {
            copy.writeByte(i, bytes[i]);
        }
        return (CCharPointer) copy;
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
