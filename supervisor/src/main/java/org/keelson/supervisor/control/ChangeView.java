package org.keelson.supervisor.control;

/**
 * One change of a container's state.
 *
 * @param agoMillis how long ago it was, in milliseconds; the wall clock of a board may be wrong or jump
 * @param from the state it was in, for example {@code started}
 * @param to the state that it is in since
 * @param cause what happened, for example {@code launcher exited, exit 3}
 */
public record ChangeView(long agoMillis, String from, String to, String cause) {}
