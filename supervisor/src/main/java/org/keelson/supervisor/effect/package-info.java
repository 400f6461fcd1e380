/**
 * The executors: they carry out the effects that the machines decide. Input: effects. Output: events, through the loop. What may block runs
 * on a worker.
 */
package org.keelson.supervisor.effect;
