/**
 * The launcher: stock liblxc, driven from a process of its own. Input: its command line. Output: a container, then its exit status as this
 * process's own.
 */
package org.keelson.backend.lxc;
