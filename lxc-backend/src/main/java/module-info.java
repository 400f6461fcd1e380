/**
 * A container run by stock, unpatched liblxc: the port that the supervisor sees, and the preparation of a container's
 * configuration. The port knows nothing of LXC; only what starts the launcher knows both.
 */
module org.keelson.backend {
    requires transitive org.keelson.config;
    requires transitive org.keelson.linux;

    requires static org.graalvm.nativeimage;
    requires static org.graalvm.word;

    exports org.keelson.backend;
    exports org.keelson.backend.lxc;
    exports org.keelson.backend.lxc.config;
}
