package org.keelson.supervisor.container;

/** What is to be done. Carried out by {@code effect}, in order, after all decisions of a turn; results come back as events. */
public sealed interface Effect {
    /** Mount volumes and root, write the config; answers Prepared or PrepareFailed. */
    record Prepare(String container) implements Effect {}

    /** Spawn the launcher; answers Launched or LaunchFailed. */
    record Launch(String container) implements Effect {}

    /** Let the shim go on. */
    record Go(String container) implements Effect {}

    /** Ask the container's init to stop, with a signal that it handles. */
    record Halt(String container, int launcher, int init) implements Effect {}

    /** Kill everything in the container. */
    record Kill(String container, int launcher, int init) implements Effect {}

    /** Unmount, remove cgroups and leftovers; answers CleanedUp. */
    record CleanUp(String container) implements Effect {}

    /** Open its sockets and say when somebody connects; answers Connected or ListenFailed. */
    record Listen(String container) implements Effect {}

    /** Close its sockets. */
    record Unlisten(String container) implements Effect {}

    /** Ask it whether it is well; answers Probed, with the same init. */
    record Probe(String container, int init) implements Effect {}

    /** Look at the deadlines again at this time, in loop milliseconds. */
    record WakeAt(long millis) implements Effect {}

    /** Every container of the revision has what was asked of it. */
    record ReportGoals() implements Effect {}

    /** No container is left: unmount and end the machine. */
    record EndMachine(EndAction action) implements Effect {}
}
