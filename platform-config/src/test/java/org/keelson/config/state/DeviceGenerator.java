package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/** What {@link StateGenerator} says about the device: {@code device.json} without its groups, and what containers say like it. */
final class DeviceGenerator {
    private final Rand rand;
    private final boolean notYet;
    /** Disks that volumes and dual disks can name. */
    private final List<String> disks = new ArrayList<>();
    private boolean hasDefault;

    DeviceGenerator(Rand rand, boolean notYet) {
        this.rand = rand;
        this.notYet = notYet;
    }

    JsonObject device() {
        JsonObject device = new JsonObject();
        rand.maybe(device, "#spec", rand::text);
        rand.maybe(device, "disks", () -> disks(false));
        rand.maybe(device, "disks_v2", () -> disks(false));
        rand.maybe(device, "disks_v3", () -> disks(true));
        rand.maybe(device, "volumes", () -> notYet ? storage() : new JsonObject());
        rand.maybe(device, "network", () -> StateGenerator.object("pools", this::pools));
        rand.maybe(device, "remount", () -> notYet ? remount() : new JsonObject());
        rand.maybe(device, "unknown" + rand.name(), rand::text);
        return rand.shuffled(device);
    }

    JsonObject storage() {
        JsonObject storage = new JsonObject();
        for (int i = rand.below(4); i > 0; i--) {
            JsonObject volume = StateGenerator.object("persistence", () -> rand.word("permanent", "revision", "boot"));
            if (!disks.isEmpty()) {
                rand.maybe(volume, "disk", () -> rand.word(disks.toArray(new String[0])));
            }
            storage.add(rand.one("lxc-overlay", "docker--var-lib", rand.name()), volume);
        }
        return storage;
    }

    JsonObject remount() {
        JsonObject remount = new JsonObject();
        for (int i = rand.below(3); i > 0; i--) {
            remount.add(rand.name(), rand.list(2, () -> StateGenerator.object(rand.one("/.*", "/a|/b", "é"),
                    () -> rand.word("ro", "rw,nosuid", "nodev,noexec,norelatime,sync"))));
        }
        return remount;
    }

    private JsonElement pools() {
        JsonObject pools = new JsonObject();
        for (int i = notYet ? rand.below(3) : 0; i > 0; i--) {
            boolean macvlan = rand.below(2) == 0;
            JsonObject pool = StateGenerator.object("subnet", () -> rand.word("10.0.5.0/24", "10.0.4.0/22"));
            pool.addProperty("gateway", "10.0.5.1");
            pool.addProperty(macvlan ? "parent" : "bridge", rand.one("eth0", "lxcbr0", "a234567890.2345"));
            rand.maybe(pool, "nat", rand::bool);
            if (macvlan) {
                pool.addProperty("type", "macvlan");
            } else {
                rand.maybe(pool, "type", () -> rand.word("bridge"));
            }
            pools.add(rand.name(), rand.shuffled(pool));
        }
        return pools;
    }

    JsonArray disks(boolean lenient) {
        JsonArray list = new JsonArray();
        for (int i = notYet ? rand.below(4) : 0; i > 0; i--) {
            JsonObject disk = new JsonObject();
            String name = rand.name();
            boolean plain = kind(disk, lenient);
            disk.addProperty("name", name);
            rand.maybe(disk, "aliases", () -> rand.list(2, () -> new JsonPrimitive(rand.name())));
            rand.maybe(disk, "uuid", () -> new JsonPrimitive(rand.name()));
            rand.maybe(disk, "default", () -> new JsonPrimitive(hasDefault ? "no" : "yes"));
            hasDefault |= disk.has("default");
            list.add(rand.shuffled(disk));
            if (plain) {
                disks.add(name);
            }
        }
        return list;
    }

    /** Says what a disk is; answers whether it may be named by others. */
    private boolean kind(JsonObject disk, boolean lenient) {
        switch (rand.below(lenient ? 6 : 5)) {
            case 0 -> encrypted(disk);
            case 1 -> swap(disk);
            case 2 -> disk.addProperty("type", "volume-disk");
            case 3 -> volume(disk);
            case 4 -> dual(disk);
            default -> disk.addProperty("type", "unheard-of");
        }
        String type = disk.get("type").getAsString();
        return !type.equals("dual") && !type.equals("unheard-of");
    }

    private void encrypted(JsonObject disk) {
        String type = rand.one("dm-crypt-caam", "dm-crypt-dcp", "dm-crypt-versatile");
        disk.addProperty("type", type);
        String size = rand.one("1", "9999999");
        disk.addProperty("path", (type.endsWith("caam") ? "-v2 " : "") + "/storage/a b.img," + size + "," + rand.name());
        disk.add("mode", type.endsWith("versatile") ? rand.word("mainline") : rand.word("mainline", "nxp"));
        rand.maybe(disk, "format", () -> rand.word("ext4"));
        rand.maybe(disk, "migrate_keyblob", () -> rand.word("yes", "no"));
    }

    private void swap(JsonObject disk) {
        disk.addProperty("type", "swap-disk");
        provision(disk, true);
        rand.maybe(disk, "format", () -> rand.word("swap"));
        rand.maybe(disk, "mount_options", () -> rand.word("", "-p 5"));
    }

    private void volume(JsonObject disk) {
        disk.addProperty("type", "volume-disk");
        provision(disk, false);
        disk.addProperty("mount_target", "/volumes/x");
        rand.maybe(disk, "format", () -> rand.word("ext3", "ext4"));
        rand.maybe(disk, "mount_options", () -> rand.word("", "MS_NOATIME", "MS_NODEV, MS_NOSUID"));
    }

    private void provision(JsonObject disk, boolean swap) {
        String provision = rand.one("zram", "file", "block");
        disk.addProperty("provision", provision);
        if (!provision.equals("zram")) {
            disk.addProperty("path", "/dev/" + rand.path());
        }
        String needed = provision.equals("zram") ? "disksize=64M comp_algorithm=lz4" : "size=16M";
        if (swap || provision.equals("zram") || rand.often()) {
            disk.addProperty(rand.one("provision_options", "provision_ops"), needed);
        }
        rand.maybe(disk, "format_options", () -> rand.word("", "-O x -L a", "-m 0"));
    }

    private void dual(JsonObject disk) {
        if (disks.isEmpty()) {
            disk.addProperty("type", "volume-disk");
            return;
        }
        disk.addProperty("type", "dual");
        JsonArray parts = new JsonArray();
        disks.stream().limit(rand.below(3) + 1L).forEach(parts::add);
        disk.add("disks", parts);
        JsonArray order = new JsonArray();
        order.add("primary");
        order.add(parts.size() == 1 ? "create-primary" : rand.one("secondary", "copy-once-to-primary", "create-secondary"));
        disk.add("init_order", order);
    }
}
