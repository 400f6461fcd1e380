/**
 * What wakes the loop: readiness, signals, a wake-up from a worker. Input: descriptors and interests. Output: which of them are ready.
 */
package org.keelson.linux.event;
