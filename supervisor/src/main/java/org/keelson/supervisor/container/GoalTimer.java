package org.keelson.supervisor.container;

/** How far a container is from its status goal, and since or until when. Times in loop milliseconds. */
public sealed interface GoalTimer {
    /** Nothing is expected of it now: it has not its turn yet, or it is stopped. */
    record Idle() implements GoalTimer {}

    /** It is on its way and has until then. */
    record Waiting(long until) implements GoalTimer {}

    /** It is on its way still, but its time is over: nobody waits for it any more. */
    record Overdue() implements GoalTimer {}

    /** It has been there since then. */
    record Reached(long since) implements GoalTimer {}
}
