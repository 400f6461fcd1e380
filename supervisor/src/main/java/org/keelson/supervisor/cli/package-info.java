/**
 * The commands that people type, in a process of their own. Input: arguments, and answers of a control socket. Output: text and an exit
 * code. Nothing of PID 1 refers to this package but the dispatch of arguments.
 */
package org.keelson.supervisor.cli;
