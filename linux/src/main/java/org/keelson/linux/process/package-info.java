/**
 * Children: spawned with nothing inherited that was not meant, watched by pidfd, reaped with their real status. Input: {@link
 * org.keelson.linux.process.SpawnRequest}. Output: pids and {@link org.keelson.linux.process.Exit}.
 */
package org.keelson.linux.process;
