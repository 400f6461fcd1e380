/**
 * The kernel, Java-shaped. Everything that asks the kernel for something that the JDK does not offer goes through here: each package
 * has a small interface that says what it does in Java's terms, one implementation that does it by system call, and a fake in the
 * test jar. {@code raw} holds the C names and is nobody else's business.
 */
module org.keelson.linux {
    requires static org.graalvm.nativeimage;
    requires static org.graalvm.word;

    exports org.keelson.linux;
    exports org.keelson.linux.device;
    exports org.keelson.linux.event;
    exports org.keelson.linux.file;
    exports org.keelson.linux.machine;
    exports org.keelson.linux.module;
    exports org.keelson.linux.mount;
    exports org.keelson.linux.process;
    exports org.keelson.linux.socket;
    exports org.keelson.linux.survival;
}
