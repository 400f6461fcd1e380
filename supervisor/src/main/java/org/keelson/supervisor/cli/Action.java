package org.keelson.supervisor.cli;

import com.google.gson.JsonObject;

/** What is done to a container, and what can be seen of it afterwards. */
enum Action {
    START("start", "reach its goal"),
    STOP("stop", "stop"),
    RESTART("restart", "start again and reach its goal");

    private static final String STOPPED = "STOPPED";

    private final String word;
    private final String end;

    /** How far an action has got. */
    sealed interface Progress {
        /** To its end. */
        record Done() implements Progress {}

        /**
         * Not to its end, and it never will.
         *
         * @param why what the container did
         */
        record Failed(String why) implements Progress {}

        /**
         * Not to its end yet.
         *
         * @param seen what there was instead
         */
        record Pending(String seen) implements Progress {}
    }

    Action(String word, String end) {
        this.word = word;
        this.end = end;
    }

    /** The word for it in a request. */
    String word() {
        return word;
    }

    /** What the container is to do, as in "did not stop". */
    String end() {
        return end;
    }

    /**
     * How far it has got. An answer may still show the container as it was before the action, so only a further start tells a failed one.
     *
     * @param container what {@code GET /v1/containers/{name}} answers
     * @param startsBefore how often it had been started before the action
     */
    Progress progress(JsonObject container, long startsBefore) throws CommandFailure {
        boolean stopped = Answers.text(container, "status").equals(STOPPED);
        boolean started = Answers.number(container, "starts") > startsBefore;
        boolean reached = Answers.text(container, "goal_reached").equals("true") || started && finished(container);
        boolean done = switch (this) {
            case START -> reached;
            case STOP -> stopped;
            case RESTART -> reached && started;
        };
        if (done) {
            return new Progress.Done();
        }
        return stopped && started
                ? new Progress.Failed("stopped before its goal was seen: " + Answers.text(container, "exit"))
                : new Progress.Pending("it is " + Answers.status(container));
    }

    /** True for a program that only had to be started, and has done what it is for. */
    private static boolean finished(JsonObject container) {
        return Answers.text(container, "status").equals(STOPPED)
                && Answers.text(container, "status_goal").equals("STARTED")
                && Answers.text(container, "exit").equals("exit 0");
    }
}
