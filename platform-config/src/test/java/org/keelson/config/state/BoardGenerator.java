package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** What {@link StateGenerator} says about the board, {@code bsp/run.json} and {@code bsp/drivers.json}, and volumes of all owners. */
final class BoardGenerator {
    private final Rand rand;
    private final boolean notYet;

    BoardGenerator(Rand rand, boolean notYet) {
        this.rand = rand;
        this.notYet = notYet;
    }

    void board(JsonObject root) {
        JsonObject run = new JsonObject();
        rand.maybe(run, "#spec", rand::text);
        switch (rand.below(4)) {
            case 0 -> run.add("rpiab", file(root));
            case 1 -> run.add("fit", file(root));
            case 2 -> both(root, run);
            default -> {
                both(root, run);
                run.add("fit", file(root));
            }
        }
        rand.maybe(run, "fdt", () -> file(root));
        rand.maybe(run, "firmware", () -> volume(root, "bsp"));
        rand.maybe(run, "modules", () -> volume(root, "bsp"));
        rand.maybe(run, "modules_6." + rand.below(99) + "-v8", () -> volume(root, "bsp"));
        rand.maybe(run, "addons", () -> rand.list(3, () -> file(root)));
        rand.maybe(run, "initrd_config", () -> rand.one(new JsonPrimitive(""), file(root)));
        root.add("bsp/run.json", rand.shuffled(run));
        rand.maybe(root, "bsp/drivers.json", this::drivers);
        rand.maybe(root, "bsp/src.json", JsonObject::new);
    }

    private void both(JsonObject root, JsonObject run) {
        run.add("linux", file(root));
        run.add("initrd", file(root));
    }

    private JsonElement drivers() {
        JsonObject drivers = new JsonObject();
        rand.maybe(drivers, "#spec", () -> rand.word("driver-aliases@1"));
        rand.maybe(drivers, "all", this::section);
        rand.maybe(drivers, "fitconfig:" + rand.name(), this::section);
        rand.maybe(drivers, "dtb:broadcom/bcm2711-rpi-4-b.dtb", this::section);
        rand.maybe(drivers, "ovl:a b", this::section);
        return drivers;
    }

    private JsonElement section() {
        JsonObject section = new JsonObject();
        for (int i = rand.below(3); i > 0; i--) {
            JsonArray modules = rand.list(3, () -> rand.word("cfg80211", "brcmfmac ${user-meta:wifi.opts}", "a x=1 y=${device-meta:z}q",
                    "a_module  a b", "b "));
            section.add(rand.name(), modules);
        }
        return section;
    }

    private JsonElement file(JsonObject root) {
        String path = rand.path();
        root.addProperty("bsp/" + path, rand.hex(64));
        return new JsonPrimitive(path);
    }

    /** A read-only volume, with all files that it needs. */
    JsonElement volume(JsonObject root, String owner) {
        String type = rand.one("squashfs", "ext4", "bind", "data", "x".repeat(31));
        String file = rand.name().replaceAll("[^A-Za-z0-9]", "_") + "." + type;
        boolean image = !type.equals("bind") && !type.equals("data");
        if (!type.equals("data")) {
            root.addProperty(owner + "/" + file, rand.hex(64));
        }
        if (!notYet || !image || !rand.often()) {
            return new JsonPrimitive(file);
        }
        root.add(owner + "/_dm/" + file + ".json", manifest(root, owner, file));
        return new JsonPrimitive("dm:" + file);
    }

    private JsonElement manifest(JsonObject root, String owner, String file) {
        root.addProperty(owner + "/" + file + ".hash", rand.hex(64));
        JsonObject manifest = StateGenerator.object("type", () -> rand.word("dm-verity"));
        manifest.addProperty("data_device", file);
        manifest.addProperty("hash_device", file + ".hash");
        manifest.addProperty("root_hash", rand.hex(rand.one(64, 128)));
        rand.maybe(manifest, "salt", rand::text);
        rand.maybe(manifest, "uuid", rand::text);
        return rand.shuffled(manifest);
    }
}
