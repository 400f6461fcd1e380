/**
 * One container's machine. Input: where it is, what happened, the facts. Output: where it is next, and the effects to carry out. Pure: no
 * clock, no files, no logger, no kernel.
 */
package org.keelson.supervisor.container;
