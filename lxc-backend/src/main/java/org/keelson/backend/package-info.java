/**
 * The port between the supervisor and whatever runs a container: what to start, and how a container ended.
 * In: nothing; these are immutable values without I/O, made by a backend and read by the supervisor.
 * Out: {@link org.keelson.backend.LaunchPlan}, {@link org.keelson.backend.ContainerExit}.
 */
package org.keelson.backend;
