/** Unix sockets: listening, accepting, pairs, descriptors in messages: {@code unix(7)}. Everything here is non-blocking. */
package org.keelson.linux.socket;
