package org.keelson.config.state;

import com.google.gson.JsonArray;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keelson.config.json.Shown;

/** Reads {@code health} of a container. */
final class HealthReader {
    private static final List<String> PROBES = List.of("exec", "http", "tcp");
    private static final int DAY = 86_400;
    private static final int HOUR = 3600;
    private static final int MAX_RETRIES = 1000;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PATH = 2048;

    private HealthReader() {}

    static Optional<Health> read(Fields container) {
        Optional<Fields> health = container.object("health");
        return health.isEmpty() ? Optional.empty() : health(health.get());
    }

    private static Optional<Health> health(Fields fields) {
        Optional<Health.Probe> probe = probe(fields);
        Duration interval = fields.seconds("interval", 1, DAY, Duration.ofSeconds(30));
        Duration timeout = fields.seconds("timeout", 1, HOUR, Duration.ofSeconds(5));
        int retries = fields.number("retries", 1, MAX_RETRIES).orElse(3);
        Duration startPeriod = fields.seconds("start_period", 0, DAY, Duration.ZERO);
        Health.OnUnhealthy onUnhealthy = onUnhealthy(fields);
        fields.warnUnknown();
        return probe.isEmpty() ? Optional.empty()
                : Optional.of(new Health(probe.get(), interval, timeout, retries, startPeriod, onUnhealthy));
    }

    private static Optional<Health.Probe> probe(Fields fields) {
        List<String> found = new ArrayList<>();
        for (String probe : PROBES) {
            if (fields.element(probe).isPresent()) {
                found.add(probe);
            }
        }
        if (found.size() != 1) {
            fields.error("found " + (found.isEmpty() ? "no probe" : String.join(" and ", found)) + ", expected one of exec, http and tcp");
            return Optional.empty();
        }
        return switch (found.getFirst()) {
            case "exec" -> exec(fields);
            case "http" -> http(fields);
            default -> tcp(fields);
        };
    }

    private static Optional<Health.Probe> exec(Fields fields) {
        Optional<JsonArray> array = fields.array("exec");
        if (array.isPresent() && array.get().isEmpty()) {
            fields.unexpected("exec", "a program and its arguments");
        }
        List<String> command = new ArrayList<>();
        for (Fields.Text argument : array.isEmpty() ? List.<Fields.Text>of() : fields.strings("exec")) {
            if (argument.value().indexOf('\0') >= 0) {
                fields.error(argument, "has a NUL, which would end the argument");
            } else if (command.isEmpty() && argument.value().isEmpty()) {
                fields.error(argument, "found \"\", expected a program");
            }
            command.add(argument.value());
        }
        return Optional.of(new Health.Probe.Exec(command));
    }

    private static Optional<Health.Probe> http(Fields fields) {
        Optional<Fields> http = fields.object("http");
        if (http.isEmpty()) {
            return Optional.empty();
        }
        int port = port(http.get());
        Optional<Fields.Text> path = http.get().string("path");
        if (path.isPresent() && !goodPath(path.get().value())) {
            Words.unknown(http.get(), path.get(), "a path that begins with \"/\" and has no blanks or control characters, up to "
                    + MAX_PATH + " bytes");
        }
        http.get().warnUnknown();
        return Optional.of(new Health.Probe.Http(port, path.isEmpty() ? "/" : path.get().value()));
    }

    private static Optional<Health.Probe> tcp(Fields fields) {
        Optional<Fields> tcp = fields.object("tcp");
        if (tcp.isEmpty()) {
            return Optional.empty();
        }
        int port = port(tcp.get());
        tcp.get().warnUnknown();
        return Optional.of(new Health.Probe.Tcp(port));
    }

    private static int port(Fields fields) {
        fields.require("port", "a port from 1 to 65535");
        return fields.number("port", 1, MAX_PORT).orElse(1);
    }

    /** It becomes part of a request's first line, which a blank would split and a line feed would end. */
    private static boolean goodPath(String path) {
        boolean good = path.startsWith("/") && path.getBytes(StandardCharsets.UTF_8).length <= MAX_PATH;
        for (int i = 0; good && i < path.length(); i += Character.charCount(path.codePointAt(i))) {
            int c = path.codePointAt(i);
            good = Shown.printable(c) && !Character.isSpaceChar(c);
        }
        return good;
    }

    private static Health.OnUnhealthy onUnhealthy(Fields fields) {
        Optional<Fields.Text> text = fields.string("on_unhealthy");
        String word = text.isEmpty() ? "restart" : text.get().value();
        return switch (word) {
            case "restart" -> Health.OnUnhealthy.RESTART;
            case "stop" -> Health.OnUnhealthy.STOP;
            case "report" -> Health.OnUnhealthy.REPORT;
            case "reboot" -> Health.OnUnhealthy.REBOOT;
            default -> {
                Words.unknown(fields, text.orElseThrow(), "restart, stop, report or reboot");
                yield Health.OnUnhealthy.RESTART;
            }
        };
    }
}
