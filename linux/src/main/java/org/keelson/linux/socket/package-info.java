/**
 * Sockets: unix ones of the loop, which never block, with pairs and descriptors in messages, {@code unix(7)}; and those that are opened for
 * others. Input: paths and addresses. Output: {@link org.keelson.linux.file.Fd}.
 */
package org.keelson.linux.socket;
