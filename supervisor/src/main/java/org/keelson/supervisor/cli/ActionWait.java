package org.keelson.supervisor.cli;

import java.util.Optional;

/** Asks again and again what became of an action, until it is done, has failed, or took too long. */
final class ActionWait {
    private static final long POLL_MILLIS = 200;

    private final Action action;
    private final Session session;
    private final int seconds;
    private final long deadline;

    /** @param seconds from now, for everything that is waited for */
    ActionWait(Action action, Session session, int seconds) {
        this.action = action;
        this.session = session;
        this.seconds = seconds;
        this.deadline = session.clock().nanos() + seconds * 1_000_000_000L;
    }

    /**
     * Waits for a container and says why it did not get there, if it did not. Blocks.
     *
     * @param name a valid name
     * @param startsBefore how often it had been started before the action
     */
    Optional<String> failure(String name, long startsBefore) throws InterruptedException {
        Action.Progress progress = progress(name, startsBefore);
        while (progress instanceof Action.Progress.Pending && session.clock().nanos() - deadline < 0) {
            session.clock().sleep(POLL_MILLIS);
            progress = progress(name, startsBefore);
        }
        return switch (progress) {
            case Action.Progress.Done() -> Optional.empty();
            case Action.Progress.Failed(String why) -> Optional.of(name + " " + why);
            case Action.Progress.Pending(String seen) ->
                Optional.of(name + " did not " + action.end() + " within " + seconds + " s: " + seen);
        };
    }

    /** What cannot be asked now is asked again: the supervisor may be resuming. */
    private Action.Progress progress(String name, long startsBefore) {
        try {
            return action.progress(Answers.object(session.ask("GET", "/v1/containers/" + name, ""), "a container"), startsBefore);
        } catch (CommandFailure e) {
            return new Action.Progress.Pending(e.getMessage());
        }
    }
}
