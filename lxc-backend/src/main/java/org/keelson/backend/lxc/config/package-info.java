/**
 * Turns the LXC configuration that came with a container into the one liblxc is given, without any I/O.
 * In: the author's text and a {@link org.keelson.backend.lxc.config.Target}, the facts of this device and this start.
 * Out: a {@link org.keelson.backend.LaunchPlan} with notes on what was changed, or the list of all problems.
 */
package org.keelson.backend.lxc.config;
