package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keelson.config.Problems;
import org.keelson.config.json.JsonPath;

/**
 * Reads what a state says about the device as a whole.
 *
 * <p>Groups come from {@code device.json}, else from {@code groups.json}, else they are {@link Group#DEFAULTS}. Disks come from
 * {@code device.json} if there is one, else from {@code disks.json} and {@code disks_v3.json}.
 */
final class DeviceReader {
    private final JsonObject root;
    private final Problems problems;
    private final Optional<Fields> document;
    private final DiskReader diskReader;

    DeviceReader(JsonObject root, Problems problems) {
        this.root = root;
        this.problems = problems;
        this.document = root.has("device.json")
                ? Fields.of(root.get("device.json"), JsonPath.root("device.json:"), problems)
                : Optional.empty();
        this.diskReader = new DiskReader(problems);
    }

    /** {@return the groups; none if they are all wrong} */
    GroupsReader.Groups groups() {
        JsonElement own = root.get("groups.json");
        if (document.isPresent() && document.get().element("groups").isPresent()) {
            if (own != null) {
                problems.warning("groups.json:$", "ignored, since device.json has groups");
            }
            return groups(document.get().array("groups"), document.get().path("groups"));
        } else if (own != null) {
            JsonPath path = JsonPath.root("groups.json:");
            return groups(array(own, path), path);
        }
        return GroupsReader.Groups.of(Group.DEFAULTS, true);
    }

    private GroupsReader.Groups groups(Optional<JsonArray> array, JsonPath path) {
        List<Group> groups = array.isEmpty() ? List.of() : new GroupsReader(problems).read(array.get(), path);
        return GroupsReader.Groups.of(groups, false);
    }

    /** {@return the disks, which containers refer to as well} */
    Disks disks() {
        if (document.isPresent()) {
            disks(document.get(), "disks", false);
            disks(document.get(), "disks_v2", false);
            disks(document.get(), "disks_v3", true);
        }
        oldDisks("disks.json", false);
        oldDisks("disks_v3.json", true);
        return diskReader.all();
    }

    private void disks(Fields fields, String key, boolean lenient) {
        Optional<JsonArray> array = fields.array(key);
        if (array.isPresent()) {
            diskReader.read(array.get(), fields.path(key), lenient);
        }
    }

    private void oldDisks(String name, boolean lenient) {
        JsonPath path = JsonPath.root(name + ":");
        if (root.has(name) && root.has("device.json")) {
            problems.warning(path.toString(), "ignored, since there is a device.json");
        } else if (root.has(name)) {
            Optional<JsonArray> array = array(root.get(name), path);
            if (array.isPresent()) {
                diskReader.read(array.get(), path, lenient);
            }
        }
    }

    private Optional<JsonArray> array(JsonElement element, JsonPath path) {
        if (element instanceof JsonArray array) {
            return Optional.of(array);
        }
        problems.error(path.toString(), Fields.expected(element, "an array"));
        return Optional.empty();
    }

    /** {@return everything beside the groups; the last step} */
    Device read(Disks disks) {
        if (document.isEmpty()) {
            return new Device(disks.list(), List.of(), List.of(), Remount.NONE);
        }
        Fields fields = document.get();
        fields.element("#spec");
        List<Storage> volumes = StorageReader.read(fields, "volumes", disks);
        List<Pool> pools = pools(fields.object("network"));
        NotYet.REMOUNTING.refuseUnlessEmpty(fields, "remount");
        Remount remount = RemountReader.read(fields);
        fields.warnUnknown();
        return new Device(disks.list(), volumes, pools, remount);
    }

    private List<Pool> pools(Optional<Fields> network) {
        List<Pool> pools = new ArrayList<>();
        Optional<Fields> byName = network.isEmpty() ? Optional.empty() : network.get().object("pools");
        if (network.isPresent()) {
            network.get().warnUnknown();
        }
        for (String name : byName.isEmpty() ? List.<String>of() : List.copyOf(byName.get().keys())) {
            Optional<String> problem = Names.networkPool(name);
            if (problem.isPresent()) {
                byName.get().error(name, problem.get());
            }
            NotYet.NETWORK_POOLS.refuse(byName.get(), name);
            Optional<Fields> entry = byName.get().object(name);
            Optional<Pool> pool = entry.isEmpty() ? Optional.empty() : new PoolReader(name, entry.get()).read();
            if (pool.isPresent()) {
                pools.add(pool.get());
            }
        }
        return pools;
    }
}
