package org.keelson.supervisor.device;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keelson.backend.ContainerExit;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.device.DeviceState.Mode;

/** The device's state as JSON, for the program that resumes: names, never ordinals. Read only by the same executable. Pure. */
public final class DeviceSnapshot {
    private DeviceSnapshot() {}

    /** Writes it. */
    public static JsonObject write(DeviceState state) {
        JsonObject json = new JsonObject();
        json.addProperty("goalsReported", state.goalsReported());
        switch (state.mode()) {
            case Mode.Running _ -> json.addProperty("mode", "running");
            case Mode.Stopping m -> mode(json, "stopping", m.action());
            case Mode.Ending m -> mode(json, "ending", m.action());
        }
        JsonObject containers = new JsonObject();
        state.containers().forEach((name, container) -> containers.add(name, write(container)));
        json.add("containers", containers);
        return json;
    }

    private static void mode(JsonObject json, String name, EndAction action) {
        json.addProperty("mode", name);
        json.addProperty("action", action.name());
    }

    private static JsonObject write(ContainerState state) {
        return switch (state) {
            case ContainerState.Installed _ -> of("installed");
            case ContainerState.Blocked _ -> of("blocked");
            case ContainerState.Mounted _ -> of("mounted");
            case ContainerState.Preparing s -> with(of("preparing"), 0, 0, s.deadline(), s.stopRequested());
            case ContainerState.Launching s -> with(of("launching"), 0, 0, s.deadline(), s.stopRequested());
            case ContainerState.Starting s -> with(of("starting"), s.launcher(), 0, s.deadline(), false);
            case ContainerState.Executing s -> with(of("executing"), s.launcher(), s.init(), s.deadline(), false);
            case ContainerState.Failing s -> failure(with(of("failing"), s.launcher(), 0, 0, false), s.failure());
            case ContainerState.Started s -> since(with(of("started"), s.launcher(), s.init(), s.deadline(), false), s.since());
            case ContainerState.Ready s -> since(with(of("ready"), s.launcher(), s.init(), 0, false), s.since());
            case ContainerState.Stopping s -> with(of("stopping"), s.launcher(), s.init(), s.killAt(), s.killed());
            case ContainerState.Cleaning s -> end(of("cleaning"), s.end());
            case ContainerState.Stopped s -> end(of("stopped"), s.end());
        };
    }

    private static JsonObject of(String state) {
        JsonObject json = new JsonObject();
        json.addProperty("state", state);
        return json;
    }

    private static JsonObject with(JsonObject json, int launcher, int init, long at, boolean flag) {
        json.addProperty("launcher", launcher);
        json.addProperty("init", init);
        json.addProperty("at", at);
        json.addProperty("flag", flag);
        return json;
    }

    private static JsonObject since(JsonObject json, long since) {
        json.addProperty("since", since);
        return json;
    }

    private static JsonObject end(JsonObject json, End end) {
        json.addProperty("requested", end.requested());
        switch (end.exit().orElse(null)) {
            case null -> {}
            case ContainerExit.Exited e -> json.addProperty("code", e.code());
            case ContainerExit.Killed e -> {
                json.addProperty("signal", e.signal());
                json.addProperty("core", e.coreDumped());
            }
            case ContainerExit.StartFailed e -> failure(json, e);
        }
        return json;
    }

    private static JsonObject failure(JsonObject json, ContainerExit.StartFailed failure) {
        json.addProperty("stage", failure.stage());
        json.addProperty("detail", failure.detail());
        return json;
    }

    /** Reads it back; throws on anything that {@link #write} did not make. */
    public static DeviceState read(JsonObject json) {
        Map<String, ContainerState> containers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject("containers").entrySet()) {
            containers.put(entry.getKey(), readContainer(entry.getValue().getAsJsonObject()));
        }
        Mode mode = switch (json.get("mode").getAsString()) {
            case "running" -> new Mode.Running();
            case "stopping" -> new Mode.Stopping(EndAction.valueOf(json.get("action").getAsString()));
            case "ending" -> new Mode.Ending(EndAction.valueOf(json.get("action").getAsString()));
            default -> throw new IllegalArgumentException("snapshot: unknown mode");
        };
        return new DeviceState(mode, containers, json.get("goalsReported").getAsBoolean());
    }

    private static ContainerState readContainer(JsonObject json) {
        return switch (json.get("state").getAsString()) {
            case "installed" -> new ContainerState.Installed();
            case "blocked" -> new ContainerState.Blocked();
            case "mounted" -> new ContainerState.Mounted();
            case "preparing" -> new ContainerState.Preparing(at(json), flag(json));
            case "launching" -> new ContainerState.Launching(at(json), flag(json));
            case "starting" -> new ContainerState.Starting(launcher(json), at(json));
            case "executing" -> new ContainerState.Executing(launcher(json), init(json), at(json));
            case "failing" -> new ContainerState.Failing(launcher(json), readFailure(json));
            case "started" -> new ContainerState.Started(launcher(json), init(json), json.get("since").getAsLong(), at(json));
            case "ready" -> new ContainerState.Ready(launcher(json), init(json), json.get("since").getAsLong());
            case "stopping" -> new ContainerState.Stopping(launcher(json), init(json), at(json), flag(json));
            case "cleaning" -> new ContainerState.Cleaning(readEnd(json));
            case "stopped" -> new ContainerState.Stopped(readEnd(json));
            default -> throw new IllegalArgumentException("snapshot: unknown container state");
        };
    }

    private static int launcher(JsonObject json) {
        return json.get("launcher").getAsInt();
    }

    private static int init(JsonObject json) {
        return json.get("init").getAsInt();
    }

    private static long at(JsonObject json) {
        return json.get("at").getAsLong();
    }

    private static boolean flag(JsonObject json) {
        return json.get("flag").getAsBoolean();
    }

    private static ContainerExit.StartFailed readFailure(JsonObject json) {
        return new ContainerExit.StartFailed(json.get("stage").getAsString(), json.get("detail").getAsString());
    }

    private static End readEnd(JsonObject json) {
        Optional<ContainerExit> exit = Optional.empty();
        if (json.has("code")) {
            exit = Optional.of(new ContainerExit.Exited(json.get("code").getAsInt()));
        } else if (json.has("signal")) {
            exit = Optional.of(new ContainerExit.Killed(json.get("signal").getAsInt(), json.get("core").getAsBoolean()));
        } else if (json.has("stage")) {
            exit = Optional.of(readFailure(json));
        }
        return new End(json.get("requested").getAsBoolean(), exit);
    }
}
