package org.keelson.supervisor.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.keelson.backend.ContainerExit;
import org.keelson.config.state.Container;

/** One container's life in virtual time, event by event. Grace 5 s; goal timeout 30 s. */
final class ContainerBench {
    static final ContainerExit SUCCESS = new ContainerExit.Exited(0);

    final List<Change> changes = new ArrayList<>();
    long now = 1_000;
    ContainerLife life;

    private final Container container;

    ContainerBench(Container container) {
        this.container = container;
        this.life = ContainerLife.initial(container);
    }

    /** The effects of these events, one after the other. */
    List<Effect> tell(ContainerEvent... events) {
        List<Effect> effects = new ArrayList<>();
        for (ContainerEvent event : events) {
            ContainerDecision decision =
                    ContainerDecision.decide(life, event, new ContainerDecision.Facts(container, now, Duration.ofSeconds(5)));
            life = decision.next();
            effects.addAll(decision.effects());
            changes.addAll(decision.changes());
        }
        return effects;
    }

    /** Time passes, and what is due happens. */
    List<Effect> pass(long millis) {
        now += millis;
        return tell(new ContainerEvent.TimePassed());
    }

    /** From Installed to Started at once; the launcher is 100, its init 101. */
    ContainerBench start() {
        tell(new ContainerEvent.StartAllowed(), new ContainerEvent.Prepared(), new ContainerEvent.Launched(100),
                new ContainerEvent.Hello(101), new ContainerEvent.Executed());
        return this;
    }

    /** It ends like that, and nothing of it is left. */
    List<Effect> end(ContainerExit exit) {
        return tell(new ContainerEvent.LauncherExited(exit), new ContainerEvent.CleanedUp(List.of()));
    }

    ContainerState state() {
        return life.state();
    }
}
