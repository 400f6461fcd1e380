package org.keelson.supervisor.container;

/**
 * One change of a container, for its record.
 *
 * @param container its name
 * @param from the word of what it was
 * @param to the word of what it is since; the same as before if only its goal or its health changed, which {@code cause} says
 * @param cause what happened
 */
public record Change(String container, String from, String to, String cause) {}
