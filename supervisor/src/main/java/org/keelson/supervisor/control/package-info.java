/**
 * The control sockets: Pantavisor's HTTP API, and what it lacks under {@code /v1}. Input: connections of the host and of containers, told
 * apart by the socket they call on, and what {@link org.keelson.supervisor.control.Subject} knows. Output: answers, and orders to it. The
 * codec is HttpCore's non-blocking parser and decoders: they take bytes as they come, so neither a thread nor a second pass is needed; only
 * their input buffer is ours ({@code RequestInput}), since HttpCore's is not public and ours is bounded for the request as a whole.
 */
package org.keelson.supervisor.control;
