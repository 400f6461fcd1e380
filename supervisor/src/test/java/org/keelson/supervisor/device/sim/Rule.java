package org.keelson.supervisor.device.sim;

import java.util.function.Supplier;

/** What must hold whatever happens in whatever order. */
enum Rule {
    ONE_START("a container is started, mounted and cleaned up once at a time, and nobody signals a process that is gone"),
    START_ORDER("no container starts before what it waits for"),
    STOP_ORDER("no container stops for the device before what was started after it"),
    CAUSE_TO_WAIT("nothing waits without a timer or a cause"),
    DEADLINES("what is due is done"),
    STOP_ENDS("a stop ends, in bounded time, with every launcher gone"),
    RECOVERY("a container is tried again as often, as late and as long as its recovery says"),
    REBOOT("the device ends only if it was told to, or if a container that it cannot be without is dead"),
    GROUP_STAYS_DONE("a group that is done stays so unless something happens to a member"),
    RECORDS("the records of changes lead from the first state to the present one"),
    SNAPSHOT("a saved state is read back as it was"),
    ORDERS("a user's order is obeyed until the next one"),
    HEALTH("an unhealthy container, and only such a one, is treated as one"),
    TRUTH("what the machine believes is true"),
    EFFECTS("effects name containers of the revision, and nothing follows the machine's end"),
    CALM("when the world is quiet, every container is at its goal or has a reason not to be"),
    STRAYS("an event that means nothing changes nothing");

    private final String words;

    Rule(String words) {
        this.words = words;
    }

    /** It was broken. */
    static final class Violation extends AssertionError {
        private static final long serialVersionUID = 1;

        Violation(Rule rule, String detail) {
            super(rule + " (" + rule.words + "): " + detail);
        }
    }

    void check(boolean holds, Supplier<String> detail) {
        if (!holds) {
            throw new Violation(this, detail.get());
        }
    }

    void check(boolean holds, String who, String detail) {
        if (!holds) {
            throw new Violation(this, who + " " + detail);
        }
    }
}
