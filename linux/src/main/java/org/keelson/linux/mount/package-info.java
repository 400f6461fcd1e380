/** Mounts. Input: paths and options. Output: nothing, or {@link org.keelson.linux.LinuxException}. May block: workers only. */
package org.keelson.linux.mount;
