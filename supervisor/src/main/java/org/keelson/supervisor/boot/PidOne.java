package org.keelson.supervisor.boot;

import java.util.Arrays;
import org.keelson.linux.machine.LinuxMachine;
import org.keelson.linux.survival.Survival;
import org.keelson.supervisor.log.Log;

/** The outermost frame of PID 1: whatever escapes from below it ends in a resume, never in a return. */
public final class PidOne {
    private static final String RESUME = "--resume=";

    private PidOne() {}

    /** True if this process is the first one of its pid namespace. */
    public static boolean is() {
        return new LinuxMachine().pid() == 1;
    }

    /** Boots or resumes, and serves until the machine ends. Does not return. */
    public static void run(String[] arguments) {
        Kernel kernel = Kernel.linux();
        Log log = new Log(kernel.descriptors());
        try {
            new BootSequence(kernel, log, memoryNumber(arguments)).run();
        } catch (Throwable reason) {
            LastWords.say(reason, log);
        } finally {
            kernel.survival().resume(Survival.Reason.THROWABLE);
        }
    }

    /** The memory file's descriptor that the program before this one handed over, or -1: the kernel started this one. */
    private static int memoryNumber(String[] arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(RESUME))
                .findFirst()
                .map(argument -> Integer.parseInt(argument.substring(RESUME.length())))
                .orElse(-1);
    }
}
