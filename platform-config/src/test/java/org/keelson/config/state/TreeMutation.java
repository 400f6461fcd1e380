package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Changes states as trees: another type, another name, something less, something twice, something nasty. */
final class TreeMutation {
    private static final List<String> NUMBERS = List.of("0", "-0", "-1", "1", "0.5", "1.0", "1e3", "1e400", "-1e400", "1e999999999",
            "604800", "604801", "65535", "65536", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808",
            "123456789012345678901234567890", "0.0001", "1000.0001");
    private static final List<String> TEXTS = List.of("", " ", ".", "..", "/", "//", "../a", "a/../b", "/etc/passwd", "a/b", "web", "root",
            "bsp", "pantavisor", "_sigs", "mgmt", "no", "yes", "true", "READY", "MOUNTED", "always", "reboot", "0", "-1", "1s", "64M", "15",
            "SIGKILL", "dm:", "dm:a.squashfs", "a.bind", "a.data", "a.squashfs", "\n",
            "\r\nx", "\u0000", "\u001b[2J", "\u007f", "\u0085", "\u202e",
            "\u2028", "\ufeff", "\ufffd", "é", "ı", "\u212a", "😀", "\"", "\\", "'", "$(reboot)", "`reboot`", "%s%n", "a,b", "a:b", "a=b",
            "*",
            "unix:a", "0.0.0.0:80", "[::]:80", "[::1", "10.0.0.0/8", "pvs@2", "pantavisor-service-system@1", SampleState.SHA,
            SampleState.SHA.toUpperCase(Locale.ROOT), "run.json", "x/run.json", "a".repeat(64), "a".repeat(65), "a".repeat(255),
            "ü".repeat(128), "/a".repeat(1025), "a".repeat(10_000));
    private static final List<String> KEYS = List.of("web/run.json", "x/run.json", "device.json", "groups.json", "disks.json",
            "bsp/run.json", "bsp/drivers.json", "web/services.json", "web/mdev.json", "_sigs/x.json", "_config/web/a", "web/src.json", "name",
            "type", "group", "storage", "health", "exec", "depends_on", "sockets", "env", "remount", "#spec", "disks", "max", "policy");

    private TreeMutation() {}

    /** Changes one to four places. */
    static void change(JsonElement tree, Random random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            once(tree, random);
        }
    }

    /** Walks down from the root, and changes something where it stops. */
    private static void once(JsonElement tree, Random random) {
        JsonElement at = tree;
        while (true) {
            JsonElement next = child(at, random);
            boolean stop = !(next instanceof JsonObject || next instanceof JsonArray) || random.nextInt(4) == 0;
            if (stop) {
                break;
            }
            at = next;
        }
        if (at instanceof JsonObject object) {
            members(object, random);
        } else if (at instanceof JsonArray array) {
            elements(array, random);
        }
    }

    private static JsonElement child(JsonElement element, Random random) {
        if (element instanceof JsonObject object && !object.isEmpty()) {
            return object.get(key(object, random));
        }
        return element instanceof JsonArray array && !array.isEmpty() ? array.get(random.nextInt(array.size())) : JsonNull.INSTANCE;
    }

    private static void members(JsonObject object, Random random) {
        String key = object.isEmpty() ? text(random) : key(object, random);
        switch (random.nextInt(6)) {
            case 0 -> object.remove(key);
            case 1 -> object.add(text(random), object.has(key) ? object.remove(key) : value(random, 2));
            case 2 -> object.add(random.nextBoolean() ? text(random) : KEYS.get(random.nextInt(KEYS.size())), value(random, 2));
            case 3 -> {
                JsonElement value = object.has(key) ? object.get(key).deepCopy() : value(random, 1);
                object.add(object.isEmpty() ? key : key(object, random), value);
            }
            default -> object.add(key, value(random, 3));
        }
    }

    private static void elements(JsonArray array, Random random) {
        int at = random.nextInt(array.size() + 1);
        boolean inside = at < array.size();
        switch (random.nextInt(4)) {
            case 0 -> array.add(inside ? array.get(at).deepCopy() : value(random, 2));
            case 1 -> {
                if (inside) {
                    array.remove(at);
                }
            }
            default -> {
                if (inside) {
                    array.set(at, value(random, 2));
                }
            }
        }
    }

    private static String key(JsonObject object, Random random) {
        return new ArrayList<>(object.keySet()).get(random.nextInt(object.size()));
    }

    static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** Anything. */
    static JsonElement value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(random.nextBoolean());
            case 2 -> JsonParser.parseString(NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 3, 4 -> new JsonPrimitive(text(random));
            case 5 -> random.nextInt(20) == 0 ? deep(random.nextInt(70)) : new JsonArray();
            case 6 -> {
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(random.nextInt(20) == 0 ? 300 : 4); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                yield array;
            }
            default -> {
                JsonObject object = new JsonObject();
                for (int i = random.nextInt(random.nextInt(20) == 0 ? 300 : 4); i > 0; i--) {
                    object.add(random.nextBoolean() ? text(random) : KEYS.get(random.nextInt(KEYS.size())), value(random, depth - 1));
                }
                yield object;
            }
        };
    }

    private static JsonElement deep(int depth) {
        JsonArray array = new JsonArray();
        if (depth > 0) {
            array.add(deep(depth - 1));
        }
        return array;
    }
}
