/**
 * The typed configuration of a device: the state of a revision and the settings of the daemon.
 *
 * <p>Bytes and text come in; immutable records, or a list of all problems with their paths, go out. Nothing here reads
 * a file, a clock or the environment, and nothing logs, so every rule can be tested as a function. Other modules trust
 * these records: a name that is found in one has been checked before it became a path, and a state that asks for what
 * Keelson does not enforce never becomes a record.
 */
module org.keelson.config {
    requires transitive com.google.gson;

    exports org.keelson.config;
    exports org.keelson.config.json;
    exports org.keelson.config.settings;
    exports org.keelson.config.state;
}
