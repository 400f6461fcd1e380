package org.keelson.supervisor.control;

/**
 * A request that has arrived completely.
 *
 * @param method as sent, for example {@code GET}
 * @param target as sent, for messages
 * @param path the target without authority and query
 * @param hostAllowed false if it was meant for another host
 * @param keepAlive false if the connection ends with the answer
 * @param body at most {@link RequestReader#MAX_BODY} bytes; not to be changed
 */
record Request(String method, String target, String path, boolean hostAllowed, boolean keepAlive, byte[] body) {
    /** True if the answer goes without its body. */
    boolean headOnly() {
        return method.equals("HEAD");
    }
}
