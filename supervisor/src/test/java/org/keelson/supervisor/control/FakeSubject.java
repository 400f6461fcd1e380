package org.keelson.supervisor.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A supervisor with two containers, that accepts what a test says it accepts and remembers what it was told. */
final class FakeSubject implements Subject {
    final List<String> told = new ArrayList<>();
    Outcome outcome = new Outcome.Accepted();
    Optional<List<ContainerView>> containers = Optional.of(List.of(
            new ContainerView("pvr-sdk", "platform", "STARTED", "STARTED", "system", List.of("mgmt"),
                    new ContainerView.Run(OptionalInt.of(412), OptionalInt.of(410), OptionalLong.of(61_500)), Optional.empty(), true,
                    Optional.empty(), false, 1, Optional.empty(), Optional.empty()),
            new ContainerView("a\"pp", "app", "STOPPED", "READY", "container", List.of(), ContainerView.Run.NONE,
                    Optional.of("exit 3"), false, Optional.empty(), false, 1, Optional.empty(), Optional.empty())));
    Optional<List<GroupView>> groups = Optional.of(List.of(
            new GroupView("platform", "STARTED", "system", "STARTED", Optional.empty()),
            new GroupView("app", "READY", "container", "STOPPED", Optional.empty())));
    Optional<List<ChangeView>> changes = Optional.of(List.of(new ChangeView(1_500, "executing", "started", "executed")));
    Runnable whenCommanded = () -> {};

    @Override
    public Optional<List<ContainerView>> containers() {
        return containers;
    }

    @Override
    public Optional<List<GroupView>> groups() {
        return groups;
    }

    @Override
    public Outcome signal(String container, String type, String payload) {
        told.add(container + " says " + type + " " + payload);
        return outcome;
    }

    @Override
    public Outcome control(String container, ContainerAction action) {
        told.add(action + " " + container);
        return outcome;
    }

    @Override
    public Optional<List<ChangeView>> changes(String container) {
        return changes;
    }

    @Override
    public Outcome command(Command command) {
        told.add(command.name());
        whenCommanded.run();
        return outcome;
    }

    @Override
    public Outcome fault(String kind) {
        told.add("fault " + kind);
        return outcome;
    }
}
