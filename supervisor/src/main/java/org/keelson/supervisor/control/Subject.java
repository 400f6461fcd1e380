package org.keelson.supervisor.control;

import java.util.List;
import java.util.Optional;

/** What the control sockets show and steer. Called on the loop thread; nothing here blocks. */
public interface Subject {
    /** The containers in start order, or nothing before a revision is loaded. */
    Optional<List<ContainerView>> containers();

    /** The groups in start order, or nothing before a revision is loaded. */
    Optional<List<GroupView>> groups();

    /**
     * A container says something about itself.
     *
     * @param container who says it; certain, since it called on its own socket
     * @param type what it says, for example {@code ready}; any text
     * @param payload more about it; any text, may be empty
     */
    Outcome signal(String container, String type, String payload);

    /**
     * A user wants a container to start, stop, or do both. Carried out later: this only accepts it.
     *
     * @param container any text
     */
    Outcome control(String container, ContainerAction action);

    /**
     * The latest changes of a container, the oldest first; nothing if there is no such container.
     *
     * @param container any text
     */
    Optional<List<ChangeView>> changes(String container);

    /** The host orders something. It is carried out later: this only accepts it. */
    Outcome command(Command command);

    /**
     * A test orders an error, in builds for tests only.
     *
     * @param kind which one, any text
     */
    default Outcome fault(String kind) {
        return new Outcome.Refused(400, "unknown fault: " + kind);
    }
}
