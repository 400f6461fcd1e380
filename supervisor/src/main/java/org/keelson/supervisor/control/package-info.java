/**
 * The control sockets: Pantavisor's HTTP API, and what it lacks under {@code /v1}.
 * Input: connections of the host and of containers, told apart by the socket they call on; what {@link
 * org.keelson.supervisor.control.Subject} knows. Output: answers, and calls of the subject.
 */
package org.keelson.supervisor.control;
