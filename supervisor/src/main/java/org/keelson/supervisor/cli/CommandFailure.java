package org.keelson.supervisor.cli;

/** A command did not get what it asked for; the message is for the person who typed it. */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message, null, false, false);
    }
}
