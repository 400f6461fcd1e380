package org.keelson.config.state;

import com.google.gson.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;
import org.keelson.config.json.Shown;

/** Reads the groups of {@code device.json} or {@code groups.json}. */
final class GroupsReader {
    /** The groups, and whether they are the defaults, which decides where a container without a group goes. */
    record Groups(List<Group> list, Map<String, Group> byName, boolean defaults) {
        static Groups of(List<Group> list, boolean defaults) {
            Map<String, Group> byName = new HashMap<>();
            for (Group group : list) {
                byName.put(group.name(), group);
            }
            return new Groups(list, byName, defaults);
        }

        Optional<Group> named(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }

    private static final int MAX_TIMEOUT = 7 * 24 * 3600;

    private final Problems problems;

    GroupsReader(Problems problems) {
        this.problems = problems;
    }

    /** {@return the groups that are right, in the order of the state} */
    List<Group> read(JsonArray array, JsonPath path) {
        if (array.isEmpty()) {
            problems.error(path.toString(), "found an empty array, expected at least one group");
        }
        List<Group> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            Optional<Fields> fields = Fields.of(array.get(i), path.element(i), problems);
            Optional<Group> group = fields.isEmpty() ? Optional.empty() : group(fields.get());
            if (group.isEmpty()) {
                continue;
            }
            if (names.add(group.get().name())) {
                groups.add(group.get());
            } else {
                fields.get().error("name", "found " + Shown.quote(group.get().name()) + " a second time");
            }
        }
        return groups;
    }

    private Optional<Group> group(Fields fields) {
        Optional<Fields.Text> name = fields.required("name", "the name of the group");
        StatusGoal goal = Words.statusGoal(fields).orElse(StatusGoal.STARTED);
        RestartPolicy policy = Words.restartPolicy(fields).orElse(RestartPolicy.CONTAINER);
        Optional<Integer> seconds = fields.number("timeout", MAX_TIMEOUT);
        Recovery recovery = RecoveryReader.read(fields).orElse(Recovery.NO);
        fields.string("description");
        fields.warnUnknown();
        if (name.isEmpty() || fields.checked(name.get(), Names.group(name.get().value())).isEmpty()) {
            return Optional.empty();
        }
        Duration timeout = seconds.isEmpty() ? Group.DEFAULT_TIMEOUT : Duration.ofSeconds(seconds.get());
        return Optional.of(new Group(name.get().value(), goal, policy, timeout, recovery));
    }
}
