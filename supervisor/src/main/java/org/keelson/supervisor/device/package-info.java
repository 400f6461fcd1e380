/**
 * The device's machine: all containers, their groups in order, and the end. Input: where everything is, what happened, the facts. Output:
 * where everything is next, and the effects. Pure.
 */
package org.keelson.supervisor.device;
