package org.keelson.config.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads how a container is kept: {@code auto_recovery}, {@code depends_on}, {@code health} and {@code stop}. */
final class SupervisionReader {
    private static final int MAX_GRACE = 3600;

    private SupervisionReader() {}

    static Supervision read(Fields container, Group group) {
        return new Supervision(
                RecoveryReader.read(container).orElse(group.recovery()),
                dependsOn(container),
                HealthReader.read(container),
                stop(container));
    }

    /** Whether the containers exist and can be waited for is seen only once all are read: {@link DependencyCheck}. */
    private static List<Dependency> dependsOn(Fields container) {
        List<Dependency> dependencies = new ArrayList<>();
        Optional<Fields> entries = container.object("depends_on");
        if (entries.isEmpty()) {
            return dependencies;
        }
        for (String name : entries.get().keys()) {
            Optional<StatusGoal> status = Words.statusGoal(entries.get(), name);
            if (status.isPresent()) {
                dependencies.add(new Dependency(name, status.get()));
            }
        }
        return dependencies;
    }

    private static Stop stop(Fields container) {
        Optional<Fields> stop = container.object("stop");
        if (stop.isEmpty()) {
            return Stop.DEFAULT;
        }
        OptionalInt signal = signal(stop.get());
        Optional<Integer> grace = stop.get().number("grace", MAX_GRACE);
        stop.get().warnUnknown();
        return new Stop(signal, grace.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(grace.get())));
    }

    private static OptionalInt signal(Fields stop) {
        String expected = "a signal such as SIGTERM, 15 or SIGRTMIN+3";
        Optional<Fields.Text> text = stop.stringOrNumber("signal", expected);
        OptionalInt signal = text.isEmpty() ? OptionalInt.empty() : SignalName.parse(text.get().value());
        if (text.isPresent() && signal.isEmpty()) {
            stop.unexpected("signal", expected);
        }
        return signal;
    }
}
