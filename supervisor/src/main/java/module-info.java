/**
 * PID 1: boots a revision, runs its containers, answers on its sockets, and ends the machine. {@code boot.BootSequence} says what happens
 * at power-on; {@code container} and {@code revision} decide, {@code effect} does, {@code control} shows.
 */
module org.keelson.supervisor {
    requires com.google.gson;
    requires info.picocli;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.keelson.backend;
    requires org.keelson.config;
    requires org.keelson.linux;
    requires org.tinylog.api;

    requires static org.graalvm.nativeimage;
    requires static org.graalvm.word;

    exports org.keelson.supervisor.log to org.tinylog.api;
    opens org.keelson.supervisor.cli to info.picocli;
}
