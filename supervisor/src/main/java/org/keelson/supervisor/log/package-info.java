/**
 * The log: lines go into a bounded ring at once and leave it when the console and the file take them. Input: tinylog's calls, from any
 * thread. Output: lines; lost ones are counted, nobody ever waits.
 */
package org.keelson.supervisor.log;
