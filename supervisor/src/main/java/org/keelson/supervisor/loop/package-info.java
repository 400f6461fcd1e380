/**
 * The one thread that owns all state, and the workers that do what may block. Input: readiness, deadlines, results of workers. Output:
 * calls of handlers, one after the other.
 */
package org.keelson.supervisor.loop;
