package org.keelson.config.state;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import org.keelson.config.json.Shown;

/**
 * Reads what a {@code run.json} says for Pantavisor and nothing here does yet.
 *
 * <p>Types and words are checked all the same, so that a state does not turn bad on the day a feature comes. What a container can do
 * without is a warning, the rest is refused by {@link NotYet}.
 */
final class UnsupportedReader {
    private static final List<String> SERVICE_TYPES = List.of("rest", "dbus", "unix", "drm", "wayland", "input");

    private UnsupportedReader() {}

    static void read(Fields container) {
        container.string("share");
        RemountReader.read(container);
        NotYet.REMOUNTING.refuseUnlessEmpty(container, "remount");
        logs(container);
        Optional<Fields> drivers = container.object("drivers");
        if (drivers.isPresent()) {
            drivers(drivers.get());
        }
        Optional<Fields> services = container.object("services");
        if (services.isPresent()) {
            services(services.get());
        }
        Optional<Fields> network = container.object("network");
        if (network.isPresent()) {
            network(network.get());
        }
    }

    private static void logs(Fields container) {
        List<Fields> logs = container.objects("logs");
        for (Fields log : logs) {
            for (String key : List.of("file", "name", "lxc", "console")) {
                log.string(key);
            }
            truncate(log);
            maxSize(log);
            log.warnUnknown();
        }
        ignored(container, "logs", !logs.isEmpty(), "an own choice of logs is");
    }

    /** Pantavisor compares its text, so that {@code true} and {@code "true"} are the same there. */
    private static void truncate(Fields log) {
        Optional<JsonElement> element = log.element("truncate");
        boolean truth = element.isPresent() && element.get() instanceof JsonPrimitive primitive
                && (primitive.getAsString().equals("true") || primitive.getAsString().equals("false"));
        if (!truth) {
            log.unexpected("truncate", "true or false");
        }
    }

    private static void maxSize(Fields log) {
        String expected = "a whole number of bytes from 0 to " + Integer.MAX_VALUE;
        Optional<Fields.Text> size = log.stringOrNumber("maxsize", expected);
        if (size.isPresent() && Numbers.whole(size.get().value(), 0, Integer.MAX_VALUE).isEmpty()) {
            log.unexpected("maxsize", expected);
        }
    }

    private static void drivers(Fields drivers) {
        if (!drivers.strings("required").isEmpty()) {
            NotYet.REQUIRED_DRIVERS.refuse(drivers, "required");
        }
        ignored(drivers, "optional", !drivers.strings("optional").isEmpty(), "optional drivers are");
        ignored(drivers, "manual", !drivers.strings("manual").isEmpty(), "manual drivers are");
        drivers.warnUnknown();
    }

    private static void services(Fields services) {
        if (someServices(services, "required")) {
            NotYet.REQUIRED_SERVICES.refuse(services, "required");
        }
        ignored(services, "optional", someServices(services, "optional"), "optional services are");
        services.warnUnknown();
    }

    private static boolean someServices(Fields services, String key) {
        List<Fields> entries = services.objects(key);
        for (Fields entry : entries) {
            entry.require("name", "the name of a service");
            for (String text : List.of("name", "role", "interface", "target")) {
                entry.string(text);
            }
            Optional<Fields.Text> type = entry.string("type");
            if (type.isPresent() && !SERVICE_TYPES.contains(type.get().value())) {
                Words.unknown(entry, type.get(), "rest, dbus, unix, drm, wayland or input");
            }
            entry.warnUnknown();
        }
        return !entries.isEmpty();
    }

    private static void ignored(Fields fields, String key, boolean asked, String what) {
        if (asked) {
            fields.warning(key, what + " not supported yet, ignored");
        }
    }

    /** Without a pool the LXC configuration alone decides, which is what {@code host} asks for in nearly all states. */
    private static void network(Fields network) {
        Optional<Fields.Text> mode = network.string("mode");
        if (mode.isPresent()) {
            switch (mode.get().value()) {
                case "host" -> network.warning(mode.get(), "not supported yet, the LXC configuration decides");
                case "pool" -> network.error(mode.get(), "found \"pool\", which is not supported yet");
                default -> Words.unknown(network, mode.get(), "host or pool");
            }
        }
        for (String key : network.keys()) {
            switch (key) {
                case "mode" -> {}
                case "pool", "hostname", "ip", "mac" -> fromPool(network, key);
                default -> NotYet.NETWORKS_FROM_A_POOL.refuse(network, key);
            }
        }
    }

    private static void fromPool(Fields network, String key) {
        Optional<Fields.Text> text = network.string(key);
        if (text.isEmpty()) {
            return;
        }
        String value = text.get().value();
        Optional<String> problem = switch (key) {
            case "pool" -> Names.networkPool(value);
            case "hostname" -> Names.host(value);
            case "ip" -> IpLiteral.v4(value).isPresent() ? Optional.empty() : expected(value, "an address such as 10.0.5.50");
            default -> mac(value) ? Optional.empty() : expected(value, "an address such as 02:00:0a:00:05:32");
        };
        network.error(text.get(), problem.orElse(NotYet.NETWORKS_FROM_A_POOL.sentence()));
    }

    private static Optional<String> expected(String value, String what) {
        return Optional.of("found " + Shown.quote(value) + ", expected " + what);
    }

    private static boolean mac(String text) {
        boolean mac = text.length() == "00:00:00:00:00:00".length();
        for (int i = 0; mac && i < text.length(); i++) {
            char c = text.charAt(i);
            mac = i % 3 == 2 ? c == ':' : c < 0x80 && Character.digit(c, 16) >= 0;
        }
        return mac;
    }
}
