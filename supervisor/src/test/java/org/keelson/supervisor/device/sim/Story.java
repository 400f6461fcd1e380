package org.keelson.supervisor.device.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.device.DeviceDecision;
import org.keelson.supervisor.device.DeviceEvent;
import org.keelson.supervisor.device.DeviceState;
import org.keelson.supervisor.device.Resumption;

/** What happened in a run, for people: the last lines of it, if it is to be told at all. */
final class Story {
    /** Of a run that nobody wants to hear of. */
    static final int NOTHING = 0;

    private final int mostLines;
    private final Deque<String> lines = new ArrayDeque<>();

    /** @param mostLines how many lines of the end are kept */
    Story(int mostLines) {
        this.mostLines = mostLines;
    }

    void decided(long now, DeviceEvent event, DeviceState before, DeviceDecision decision) {
        if (mostLines == NOTHING) {
            return;
        }
        add(now + " " + event + (decision.next().mode().equals(before.mode()) ? "" : " -> " + decision.next().mode()));
        decision.next().containers().forEach((name, life) -> {
            ContainerLife old = before.life(name);
            if (!life.equals(old)) {
                add("    " + name + ": " + old.state() + " -> " + life.state() + ", " + life.wish() + ", " + life.goal() + ", "
                        + life.attempts());
            }
        });
        decision.effects().forEach(effect -> add("    " + effect));
    }

    void resumed(long now, Resumption resumption) {
        if (mostLines > NOTHING) {
            add(now + " PID 1 is lost and resumed");
            resumption.effects().forEach(effect -> add("    " + effect));
        }
    }

    void add(String line) {
        if (mostLines > NOTHING) {
            lines.add(line);
            if (lines.size() > mostLines) {
                lines.remove();
            }
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
