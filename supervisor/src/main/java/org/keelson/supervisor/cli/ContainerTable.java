package org.keelson.supervisor.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.keelson.config.Parsed;
import org.keelson.config.json.Shown;
import org.keelson.config.json.StrictJson;

/** The containers as a table: one a line, columns as wide as they must be, {@code -} where there is nothing to show. */
final class ContainerTable {
    private static final List<String> HEADINGS = List.of("NAME", "GROUP", "STATUS", "GOAL", "RESTART", "PID", "UPTIME", "EXIT");
    private static final String GAP = "  ";

    private ContainerTable() {}

    /** Makes the table of what {@code GET /v1/containers} answers. */
    static String of(String json) throws CommandFailure {
        if (!(StrictJson.parse(json.getBytes(StandardCharsets.UTF_8), ControlClient.LIMITS)
                instanceof Parsed.Ok<JsonElement>(JsonArray containers, _))) {
            throw new CommandFailure("the answer is not a list of containers");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (JsonElement container : containers) {
            if (!(container instanceof JsonObject object)) {
                throw new CommandFailure("the answer is not a list of containers");
            }
            rows.add(row(object));
        }
        return text(rows);
    }

    private static List<String> row(JsonObject container) throws CommandFailure {
        return List.of(
                cell(container, "name"),
                cell(container, "group"),
                cell(container, "status"),
                cell(container, "status_goal"),
                cell(container, "restart_policy"),
                cell(container, "pid"),
                uptime(cell(container, "uptime_ms")),
                cell(container, "exit"));
    }

    private static String cell(JsonObject container, String name) {
        String text = container.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.appendCodePoint(Shown.printable(c) ? c : '?'));
        return shown.isEmpty() ? "-" : shown.toString();
    }

    private static String uptime(String millis) throws CommandFailure {
        try {
            return millis.equals("-") ? millis : duration(Long.parseLong(millis) / 1000);
        } catch (NumberFormatException _) {
            throw new CommandFailure("the uptime of a container is not a number: " + millis);
        }
    }

    /** A duration in its two largest units: {@code 3h05m}. */
    static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + twoDigits(seconds % 60) + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h" + twoDigits(seconds / 60 % 60) + "m";
        }
        return seconds / 86_400 + "d" + twoDigits(seconds / 3600 % 24) + "h";
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static String text(List<List<String>> rows) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length - 1; i++) {
                out.append(row.get(i)).repeat(' ', widths[i] - width(row.get(i))).append(GAP);
            }
            out.append(row.getLast()).append('\n');
        }
        return out.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
