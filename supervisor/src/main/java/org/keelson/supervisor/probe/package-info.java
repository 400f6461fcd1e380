/**
 * The short-lived process that asks a container whether it is well, beside PID 1. Input: its command line, for http and tcp the container's
 * network namespace. Output: exit status 0, or one that is not and the reason on standard output.
 */
package org.keelson.supervisor.probe;
