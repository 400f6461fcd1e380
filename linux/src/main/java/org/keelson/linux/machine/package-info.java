/** The machine as a whole: its end, and what this process is called. */
package org.keelson.linux.machine;
