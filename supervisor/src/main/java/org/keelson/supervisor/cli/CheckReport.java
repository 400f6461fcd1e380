package org.keelson.supervisor.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;
import org.keelson.config.json.CanonicalJson;
import org.keelson.config.state.RevisionState;

/**
 * What there is to say about a state.
 *
 * @param parsed what was read
 * @param nanos how long parsing and validating took
 */
record CheckReport(Parsed<RevisionState> parsed, long nanos) {
    /** A line for each problem or warning, and one for the whole. */
    String text(String file) {
        StringBuilder out = new StringBuilder();
        switch (parsed) {
            case Parsed.Ok<RevisionState>(RevisionState state, List<Problem> warnings) -> {
                lines(out, warnings).append(Terminal.printable(file)).append(": ok, ");
                out.append(count(state.containers().size(), "container")).append(", ").append(count(state.groups().size(), "group"));
                out.append(warnings.isEmpty() ? "" : ", " + count(warnings.size(), "warning"));
                out.append(", read in ").append(millis()).append(" ms\n");
            }
            case Parsed.Bad<RevisionState>(List<Problem> problems) ->
                lines(out, problems).append(Terminal.printable(file)).append(": ").append(count(problems.size(), "problem")).append('\n');
        }
        return out.toString();
    }

    private static StringBuilder lines(StringBuilder out, List<Problem> problems) {
        for (Problem problem : problems) {
            out.append(Terminal.printable(problem.toString())).append('\n');
        }
        return out;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** One object; {@code containers} is 0 for a state that is refused. */
    String json() {
        JsonObject report = new JsonObject();
        switch (parsed) {
            case Parsed.Ok<RevisionState>(RevisionState state, List<Problem> warnings) ->
                members(report, List.of(), warnings, state.containers().size());
            case Parsed.Bad<RevisionState>(List<Problem> problems) -> members(report, problems, List.of(), 0);
        }
        return CanonicalJson.write(report);
    }

    private void members(JsonObject report, List<Problem> problems, List<Problem> warnings, int containers) {
        report.addProperty("ok", problems.isEmpty());
        report.add("problems", list(problems));
        report.add("warnings", list(warnings));
        report.addProperty("containers", containers);
        report.addProperty("millis", millis());
    }

    private static JsonArray list(List<Problem> problems) {
        JsonArray list = new JsonArray();
        for (Problem problem : problems) {
            JsonObject object = new JsonObject();
            object.addProperty("path", problem.path());
            object.addProperty("message", problem.message());
            list.add(object);
        }
        return list;
    }

    /** To a tenth. */
    private double millis() {
        return nanos / 100_000 / 10.0;
    }
}
