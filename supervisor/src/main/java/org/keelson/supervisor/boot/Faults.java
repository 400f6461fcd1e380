package org.keelson.supervisor.boot;

import java.util.ArrayList;
import java.util.List;
import org.keelson.linux.machine.LinuxMachine;
import org.keelson.supervisor.control.Outcome;
import org.keelson.supervisor.loop.Loop;
import org.keelson.supervisor.loop.Workers;

/** Errors on order, for tests of the resume path. In any other build {@link #ENABLED} is false and the orders do not exist. */
final class Faults {
    /** Decided when the image is built. */
    static final boolean ENABLED = Boolean.getBoolean("keelson.faults");

    private Faults() {}

    /** Makes an error of that kind, after the answer was sent. */
    static Outcome make(String kind, Loop loop, Workers workers) {
        if (!ENABLED) {
            return new Outcome.Refused(400, "unknown fault: " + kind);
        }
        Runnable fault = switch (kind) {
            case "throw" -> () -> {
                throw new IllegalStateException("fault on order");
            };
            case "dereference" -> () -> new LinuxMachine().fault(0);
            case "abort" -> () -> new LinuxMachine().fault(1);
            case "exit" -> () -> new LinuxMachine().fault(2);
            case "stack" -> () -> new LinuxMachine().fault(3);
            case "java-stack" -> Faults::recurse;
            case "system-exit" -> () -> System.exit(3);
            case "heap" -> Faults::exhaust;
            case "worker" -> () -> workers.submit("fault", () -> {
                new LinuxMachine().fault(3);
                return true;
            }, _ -> {});
            case "no-exec" -> () -> new LinuxMachine().fault(4);
            case "forgive" -> () -> new LinuxMachine().fault(5);
            default -> () -> {};
        };
        loop.at(loop.now() + 1, fault);
        return new Outcome.Accepted();
    }

    private static void recurse() {
        recurse();
        Thread.onSpinWait(); // not a tail call
    }

    private static void exhaust() {
        List<byte[]> all = new ArrayList<>();
        while (true) {
            all.add(new byte[1 << 16]);
        }
    }
}
