package org.keelson.supervisor.cli;

/**
 * What a command works with.
 *
 * @param keelson the options that every command has
 * @param client asks the supervisor
 * @param terminal where to read and write
 * @param clock the time
 */
record Session(KeelsonCommand keelson, ControlClient client, Terminal terminal, Clock clock) {
    /** Asks the supervisor and returns the body of a good answer. Blocks. */
    String ask(String method, String path, String body) throws CommandFailure {
        return client.ask(keelson.socket(), method, path, body);
    }
}
