package org.keelson.config.state;

/** What a container has to reach before the groups after its own are started. The names are those of the state. */
public enum StatusGoal {
    /** Its volumes are mounted; it is not started at all. */
    MOUNTED,
    /** Its first program has been executed. */
    STARTED,
    /** It has said that it is ready. */
    READY
}
