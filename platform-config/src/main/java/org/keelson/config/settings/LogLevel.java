package org.keelson.config.settings;

/** How much is logged: {@code PV_LOG_LEVEL}, where the number of a level is its place in this list, from 0. */
public enum LogLevel {
    /** Only what ends the supervisor. */
    FATAL,
    /** What failed. */
    ERROR,
    /** What is odd. */
    WARN,
    /** Every change of state. */
    INFO,
    /** What leads to the changes. */
    DEBUG,
    /** Everything. */
    TRACE
}
