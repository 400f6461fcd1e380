/**
 * Descriptors: opening, reading, writing and moving bytes without blocking where asked. Input: paths and {@link Fd}. Output: counts,
 * or {@link org.keelson.linux.LinuxException}.
 */
package org.keelson.linux.file;
