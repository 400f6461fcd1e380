package org.keelson.config.settings;

/** Where a setting comes from, in rising order of precedence. */
public enum Source {
    /** Built in. */
    DEFAULT,
    /** The arguments of the executable. */
    ARGUMENTS,
    /** The configuration file. */
    FILE,
    /** The kernel command line. */
    COMMAND_LINE,
    /** The environment of PID 1. */
    ENVIRONMENT
}
