package org.keelson.supervisor.effect;

import java.util.List;
import java.util.Optional;
import org.keelson.supervisor.control.ChangeView;
import org.keelson.supervisor.control.Command;
import org.keelson.supervisor.control.ContainerAction;
import org.keelson.supervisor.control.ContainerView;
import org.keelson.supervisor.control.GroupView;
import org.keelson.supervisor.control.Outcome;
import org.keelson.supervisor.control.Subject;

/** For a control server that nobody asks. */
final class NoSubject implements Subject {
    private static final Outcome REFUSED = new Outcome.Refused(500, "nobody is here");

    @Override
    public Optional<List<ContainerView>> containers() {
        return Optional.empty();
    }

    @Override
    public Optional<List<GroupView>> groups() {
        return Optional.empty();
    }

    @Override
    public Outcome signal(String container, String type, String payload) {
        return REFUSED;
    }

    @Override
    public Outcome control(String container, ContainerAction action) {
        return REFUSED;
    }

    @Override
    public Optional<List<ChangeView>> changes(String container) {
        return Optional.empty();
    }

    @Override
    public Outcome command(Command command) {
        return REFUSED;
    }
}
