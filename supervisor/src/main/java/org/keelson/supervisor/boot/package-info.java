/**
 * Power-on and power-off. Input: the kernel's command line, what lies on the storage. Output: a running {@link
 * org.keelson.supervisor.boot.Supervisor}. {@link org.keelson.supervisor.boot.BootSequence} lists the steps.
 */
package org.keelson.supervisor.boot;
