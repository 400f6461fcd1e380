package org.keelson.supervisor.cli;

import java.io.IOException;

/** How a request gets to a control socket. */
interface Transport {
    /**
     * What came back.
     *
     * @param status the HTTP status
     * @param body text, may be empty
     */
    record Answer(int status, String body) {}

    /**
     * Connects, asks once and closes. Blocks. Throws {@link org.keelson.linux.LinuxException} if there is no connection, or it broke.
     *
     * @param socket the path to connect to
     * @param body JSON, or empty
     * @throws IOException if what came back is not an answer
     */
    Answer exchange(String socket, String method, String path, String body) throws IOException;
}
