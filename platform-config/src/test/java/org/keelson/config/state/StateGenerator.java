package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes random good states, the same one for the same seed. All keys occur in some of them.
 *
 * <p>What is not supported yet is in them only if asked for; such a state is refused, but for nothing else.
 */
final class StateGenerator {
    private record Made(String name, int group, StatusGoal goal) {}

    private final Rand rand;
    private final boolean notYet;
    private final BoardGenerator board;
    private final JsonObject root = new JsonObject();
    private final List<Made> containers = new ArrayList<>();
    private List<String> groups = List.of("data", "root", "platform", "app");
    private int port = 1;

    private StateGenerator(long seed, boolean notYet) {
        this.rand = new Rand(seed);
        this.notYet = notYet;
        this.board = new BoardGenerator(rand, notYet);
    }

    /** A state that is accepted. */
    static JsonObject supported(long seed) {
        return new StateGenerator(seed, false).state();
    }

    /** A state that is refused for nothing but what is not supported yet. */
    static JsonObject whole(long seed) {
        return new StateGenerator(seed, true).state();
    }

    private JsonObject state() {
        root.addProperty("#spec", "pantavisor-service-system@1");
        DeviceGenerator device = new DeviceGenerator(rand, notYet);
        if (rand.often()) {
            root.add("device.json", device.device());
        } else if (notYet) {
            rand.maybe(root, "disks.json", () -> device.disks(false));
            rand.maybe(root, "disks_v3.json", () -> device.disks(true));
        }
        groups();
        for (int i = rand.below(6); i > 0; i--) {
            container(device);
        }
        if (rand.often()) {
            board.board(root);
        }
        files();
        return rand.shuffled(root);
    }

    private void groups() {
        JsonArray list = new JsonArray();
        List<String> names = new ArrayList<>();
        for (int i = rand.below(4); i >= 0; i--) {
            JsonObject group = new JsonObject();
            names.add(rand.name());
            group.addProperty("name", names.getLast());
            rand.maybe(group, "description", rand::text);
            // The goals of containers stay below that of their group, since they may inherit it.
            rand.maybe(group, "status_goal", () -> rand.word("STARTED", "READY"));
            rand.maybe(group, "restart_policy", () -> rand.word("system", "container"));
            rand.maybe(group, "timeout", () -> rand.number(0, 604_800));
            rand.maybe(group, "auto_recovery", this::recovery);
            list.add(rand.shuffled(group));
        }
        boolean inDevice = root.has("device.json");
        if (rand.often()) {
            groups = names;
            if (inDevice && rand.below(3) > 0) {
                root.getAsJsonObject("device.json").add("groups", list);
            } else {
                root.add("groups.json", list);
            }
        }
    }

    private void container(DeviceGenerator device) {
        String name = rand.name();
        int group = rand.below(groups.size());
        StatusGoal goal = StatusGoal.values()[rand.below(3)];
        JsonObject run = new JsonObject();
        run.addProperty("name", name);
        run.addProperty("type", "lxc");
        rand.maybe(run, "#spec", () -> rand.word("service-manifest-run@1"));
        run.addProperty("group", groups.get(group));
        rand.maybe(run, "runlevel", () -> run.get("group"));
        run.addProperty("status_goal", goal.name());
        pantavisor(name, run, device);
        own(name, run, group);
        rand.maybe(run, "unknown" + rand.name(), rand::text);
        root.add(name + "/run.json", rand.shuffled(run));
        containers.add(new Made(name, group, goal));
        documents(name);
    }

    private void pantavisor(String name, JsonObject run, DeviceGenerator device) {
        rand.maybe(run, "restart_policy", () -> rand.word("system", "container"));
        rand.maybe(run, "config", () -> file(name, rand.path()));
        rand.maybe(run, "root-volume", () -> board.volume(root, name));
        rand.maybe(run, "volumes", () -> rand.list(3, () -> board.volume(root, name)));
        rand.maybe(run, "storage", () -> device.storage());
        rand.maybe(run, "roles", () -> rand.list(3, () -> rand.word("mgmt", "nobody", "unheard-of")));
        rand.maybe(run, "automodfw", () -> rand.word("yes", "no"));
        rand.maybe(run, "dev-log", rand::bool);
        rand.maybe(run, "exports", () -> rand.list(2, () -> new JsonPrimitive("/" + rand.path())));
        rand.maybe(run, "share", rand::text);
        rand.maybe(run, "auto_recovery", this::recovery);
        rand.maybe(run, "logs", () -> rand.list(2, this::log));
        rand.maybe(run, "drivers", this::drivers);
        rand.maybe(run, "services", this::services);
        if (notYet) {
            rand.maybe(run, "network", this::network);
            rand.maybe(run, "remount", device::remount);
        } else {
            rand.maybe(run, "network", () -> object("mode", () -> rand.word("host")));
            rand.maybe(run, "remount", JsonObject::new);
        }
    }

    private void own(String name, JsonObject run, int group) {
        rand.maybe(run, "depends_on", () -> dependencies(group));
        rand.maybe(run, "health", this::health);
        rand.maybe(run, "stop", this::stop);
        rand.maybe(run, "resources", this::resources);
        rand.maybe(run, "env", () -> {
            JsonObject env = new JsonObject();
            for (int i = rand.one(0, 1, 3, 256); i > 0; i--) {
                env.add(rand.variable(), rand.text());
            }
            return env;
        });
        rand.maybe(run, "init", rand::bool);
        rand.maybe(run, "sockets", () -> rand.list(4, this::socket));
    }

    private JsonObject dependencies(int group) {
        JsonObject dependencies = new JsonObject();
        for (Made made : containers) {
            if (made.group() <= group && rand.often()) {
                dependencies.addProperty(made.name(), StatusGoal.values()[rand.below(made.goal().ordinal() + 1)].name());
            }
        }
        return dependencies;
    }

    private JsonElement recovery() {
        JsonObject recovery = new JsonObject();
        rand.maybe(recovery, "policy", () -> rand.word("no", "always", "on-failure", "unless-stopped"));
        rand.maybe(recovery, "max_retries", () -> rand.number(0, 1_000_000));
        rand.maybe(recovery, "retry_delay", () -> rand.number(0, 604_800));
        rand.maybe(recovery, "backoff_factor", () -> rand.decimal("0", "1000.000", 1000));
        rand.maybe(recovery, "reset_window", () -> rand.number(0, 604_800));
        rand.maybe(recovery, "stable_timeout", () -> rand.number(0, 604_800));
        rand.maybe(recovery, "backoff_policy", () -> rand.one(rand.word("reboot", "never", "1", "604800s", "10080min", "168h"),
                rand.number(1, 604_800)));
        return rand.shuffled(recovery);
    }

    private JsonElement health() {
        JsonObject health = new JsonObject();
        switch (rand.below(3)) {
            case 0 -> {
                JsonArray command = new JsonArray();
                command.add(rand.one("true", "/bin/a b", "-"));
                command.addAll(rand.list(3, rand::text));
                health.add("exec", command);
            }
            case 1 -> {
                JsonObject http = object("port", () -> rand.number(1, 65_535));
                rand.maybe(http, "path", () -> rand.word("/", "/a?b=%20c", "/é/../x"));
                health.add("http", http);
            }
            default -> health.add("tcp", object("port", () -> rand.number(1, 65_535)));
        }
        rand.maybe(health, "interval", () -> rand.number(1, 86_400));
        rand.maybe(health, "timeout", () -> rand.number(1, 3600));
        rand.maybe(health, "retries", () -> rand.number(1, 1000));
        rand.maybe(health, "start_period", () -> rand.number(0, 86_400));
        rand.maybe(health, "on_unhealthy", () -> rand.word("restart", "stop", "report", "reboot"));
        return rand.shuffled(health);
    }

    private JsonElement stop() {
        JsonObject stop = new JsonObject();
        rand.maybe(stop, "signal", () -> rand.one(rand.number(1, 64),
                rand.word("SIGTERM", "int", "64", "SIGRTMIN+0", "rtmin+30", "SIGRTMAX-63", "RTMAX-0", "Winch", "SIG9")));
        rand.maybe(stop, "grace", () -> rand.number(0, 3600));
        return stop;
    }

    private JsonElement resources() {
        JsonObject resources = new JsonObject();
        rand.maybe(resources, "memory", () -> {
            JsonObject memory = new JsonObject();
            rand.maybe(memory, "high", () -> rand.one(rand.word("64K", "65536", "1M"), rand.number(65_536, 1 << 20)));
            rand.maybe(memory, "max", () -> rand.one(rand.word("1M", "1024K", "1048576G", "1125899906842624"),
                    rand.number(1 << 20, 1L << 50)));
            return memory;
        });
        rand.maybe(resources, "cpu", () -> {
            JsonObject cpu = object("max", () -> rand.decimal("0.01", "1024", 1024));
            rand.maybe(cpu, "weight", () -> rand.number(1, 10_000));
            return cpu;
        });
        rand.maybe(resources, "pids", () -> object("max", () -> rand.number(1, 4_194_304)));
        rand.maybe(resources, "io", () -> object("weight", () -> rand.number(1, 10_000)));
        return resources;
    }

    private JsonElement socket() {
        JsonObject socket = new JsonObject();
        socket.addProperty("name", "s." + rand.name().replace('+', '_').replace('@', '_'));
        boolean inet = rand.below(2) == 0;
        String host = rand.one("0.0.0.0", "127.0.0.1", "255.255.255.255", "[::]", "[::1]", "[fe80::1:2]", "[1:2:3:4:5:6:7:8]",
                "[::ffff:10.0.0.1]");
        socket.addProperty("listen", inet ? host + ":" + port++ : "unix:" + rand.name());
        rand.maybe(socket, "type", () -> inet ? rand.word("stream", "datagram") : rand.word("stream", "datagram", "seqpacket"));
        rand.maybe(socket, "activate", rand::bool);
        return rand.shuffled(socket);
    }

    private JsonElement log() {
        JsonObject log = new JsonObject();
        for (String key : List.of("file", "name", "lxc", "console")) {
            rand.maybe(log, key, rand::text);
        }
        rand.maybe(log, "truncate", () -> rand.one(rand.bool(), rand.word("true", "false")));
        rand.maybe(log, "maxsize", () -> rand.one(rand.number(0, Integer.MAX_VALUE), rand.word("0", "2147483647")));
        return log;
    }

    private JsonElement drivers() {
        JsonObject drivers = new JsonObject();
        rand.maybe(drivers, "required", () -> rand.list(notYet ? 2 : 0, rand::text));
        rand.maybe(drivers, "optional", () -> rand.list(2, rand::text));
        rand.maybe(drivers, "manual", () -> rand.list(2, rand::text));
        return drivers;
    }

    private JsonElement services() {
        JsonObject services = new JsonObject();
        rand.maybe(services, "required", () -> rand.list(notYet ? 2 : 0, this::wanted));
        rand.maybe(services, "optional", () -> rand.list(2, this::wanted));
        return services;
    }

    private JsonElement wanted() {
        JsonObject service = object("name", rand::text);
        rand.maybe(service, "type", () -> rand.word("rest", "dbus", "unix", "drm", "wayland", "input"));
        for (String key : List.of("role", "interface", "target")) {
            rand.maybe(service, key, rand::text);
        }
        return service;
    }

    private JsonElement network() {
        JsonObject network = new JsonObject();
        rand.maybe(network, "mode", () -> rand.word("host", "pool"));
        rand.maybe(network, "pool", () -> new JsonPrimitive(rand.name()));
        rand.maybe(network, "hostname", () -> new JsonPrimitive(rand.name()));
        rand.maybe(network, "ip", () -> rand.word("10.0.5.50", "0.0.0.0", "255.255.255.255"));
        rand.maybe(network, "mac", () -> rand.word("02:00:0a:00:05:32", "FF:ff:00:aA:09:90"));
        rand.maybe(network, "interfaces", JsonArray::new);
        return network;
    }

    private void documents(String container) {
        rand.maybe(root, container + "/src.json", rand::text);
        rand.maybe(root, container + "/build.json", JsonObject::new);
        rand.maybe(root, container + "/mdev.json", () -> object("rules", () -> rand.list(2, rand::text)));
        rand.maybe(root, "_config/" + container + "/" + rand.path(), this::digest);
        rand.maybe(root, "_sigs/" + container + ".json", this::signature);
        if (rand.often()) {
            JsonArray offers = rand.list(3, this::offer);
            JsonObject document = object("services", () -> offers);
            rand.maybe(document, "#spec", () -> rand.word("service-manifest-xconnect@1"));
            root.add(container + "/services.json", rand.one(offers, document));
        }
    }

    private JsonElement offer() {
        JsonObject offer = new JsonObject();
        if (rand.below(2) == 0) {
            offer.addProperty("name", rand.name());
            offer.add("type", rand.word("rest", "dbus", "unix", "drm", "wayland", "input"));
            offer.addProperty("socket", "/" + rand.path());
        } else {
            offer.addProperty("type", "dbus");
            offer.addProperty("bus", "system-bus");
            offer.addProperty("owns", "org.example.Clock_" + rand.name().replaceAll("[^A-Za-z0-9_]", "_"));
            offer.addProperty("role", rand.name());
            rand.maybe(offer, "allow", () -> rand.list(3, () -> new JsonPrimitive(rand.name())));
        }
        return rand.shuffled(offer);
    }

    private JsonElement signature() {
        JsonObject signature = object("#spec", () -> rand.word("pvs@2"));
        signature.add("protected", rand.word("aa", "abc", "abcd", "A-_9abc"));
        signature.add("signature", rand.word("ab", "abcdef", "A".repeat(342)));
        return signature;
    }

    private void files() {
        for (int i = rand.below(4); i > 0; i--) {
            root.add(rand.path(), digest());
        }
        rand.maybe(root, rand.path() + ".json", () -> rand.one(digest(), rand.text(), rand.number(-5, 5), new JsonArray()));
        rand.maybe(root, "_hostconfig/pvr/docker.json", JsonObject::new);
        rand.maybe(root, "../src.json", rand::text); // no file of the revision, whatever it is named
    }

    private JsonElement file(String owner, String path) {
        root.add(owner + "/" + path, digest());
        return new JsonPrimitive(path);
    }

    private JsonElement digest() {
        return new JsonPrimitive(rand.hex(64));
    }

    static JsonObject object(String key, Supplier<JsonElement> value) {
        JsonObject object = new JsonObject();
        object.add(key, value.get());
        return object;
    }
}
