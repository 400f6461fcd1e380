package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
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

/**
 * Reads what a state says about the device as a whole: {@code device.json}, {@code groups.json}, {@code disks.json}.
 *
 * <p>Groups come from {@code device.json}, else from {@code groups.json}, else they are {@link Group#DEFAULTS}.
 */
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

    private final JsonObject root;
    private final Problems problems;

    GroupsReader(JsonObject root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    Groups read() {
        Optional<Fields> device = document("device.json");
        Optional<List<Group>> groups = Optional.empty();
        if (device.isPresent()) {
            groups = device(device.get());
        }
        oldDisks("disks.json");
        oldDisks("disks_v3.json");
        JsonElement own = root.get("groups.json");
        if (own != null && groups.isPresent()) {
            problems.warning("groups.json:$", "ignored, since device.json has groups");
        } else if (own != null) {
            groups = Optional.of(ownGroups(own));
        }
        return Groups.of(groups.orElse(Group.DEFAULTS), groups.isEmpty());
    }

    private Optional<Fields> document(String name) {
        JsonElement element = root.get(name);
        return element == null ? Optional.empty() : Fields.of(element, JsonPath.root(name + ":"), problems);
    }

    private Optional<List<Group>> device(Fields device) {
        device.element("#spec");
        device.refuseUnlessEmpty("disks", "disks are");
        device.refuseUnlessEmpty("disks_v2", "disks are");
        device.refuseUnlessEmpty("disks_v3", "disks are");
        device.refuseUnlessEmpty("volumes", "volumes of the device are");
        NotYet.REMOUNTING.refuseUnlessEmpty(device, "remount");
        Optional<Fields> network = device.object("network");
        if (network.isPresent()) {
            NotYet.NETWORK_POOLS.refuseUnlessEmpty(network.get(), "pools");
            network.get().warnUnknown();
        }
        boolean declared = device.element("groups").isPresent();
        Optional<JsonArray> groups = device.array("groups");
        device.warnUnknown();
        return declared ? Optional.of(groups(groups.orElse(new JsonArray()), device.path("groups"), groups.isPresent()))
                : Optional.empty();
    }

    private List<Group> ownGroups(JsonElement own) {
        JsonPath path = JsonPath.root("groups.json:");
        if (own instanceof JsonArray array) {
            return groups(array, path, true);
        }
        problems.error(path.toString(), Fields.expected(own, "an array"));
        return List.of();
    }

    private void oldDisks(String name) {
        JsonElement disks = root.get(name);
        if (disks == null) {
            return;
        }
        if (root.has("device.json")) {
            problems.warning(name + ":$", "ignored, since there is a device.json");
        } else if (!Fields.isEmpty(disks)) {
            problems.error(name + ":$", "disks are not supported yet");
        }
    }

    private List<Group> groups(JsonArray array, JsonPath path, boolean readable) {
        if (readable && array.isEmpty()) {
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
        Optional<Fields.Text> name = fields.string("name");
        StatusGoal goal = Words.statusGoal(fields).orElse(StatusGoal.STARTED);
        RestartPolicy policy = Words.restartPolicy(fields).orElse(RestartPolicy.CONTAINER);
        Optional<Integer> seconds = fields.number("timeout", MAX_TIMEOUT);
        Recovery recovery = RecoveryReader.read(fields).orElse(Recovery.NO);
        fields.string("description");
        fields.warnUnknown();
        if (name.isEmpty()) {
            if (!fields.keys().contains("name")) {
                fields.error("name", "missing, expected the name of the group");
            }
            return Optional.empty();
        }
        Optional<String> problem = Names.group(name.get().value());
        if (problem.isPresent()) {
            fields.error("name", problem.get());
            return Optional.empty();
        }
        Duration timeout = seconds.isEmpty() ? Group.DEFAULT_TIMEOUT : Duration.ofSeconds(seconds.get());
        return Optional.of(new Group(name.get().value(), goal, policy, timeout, recovery));
    }
}
