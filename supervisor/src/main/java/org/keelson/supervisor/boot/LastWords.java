package org.keelson.supervisor.boot;

import org.keelson.supervisor.log.Log;
import org.tinylog.Logger;

/** Says why PID 1 is about to resume. Must not throw: it may be called with the heap or the stack exhausted. */
final class LastWords {
    private LastWords() {}

    static void say(Throwable reason, Log log) {
        try {
            StackTraceElement[] frames = reason.getStackTrace();
            Logger.error("pid1: failed, resuming, reason={}, at={}", reason, frames.length > 0 ? frames[0] : "?");
            log.flushConsole();
        } catch (Throwable _) {
            // the resume path says that it happened
        }
    }
}
