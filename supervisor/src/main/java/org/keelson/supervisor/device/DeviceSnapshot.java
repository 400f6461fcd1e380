package org.keelson.supervisor.device;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.device.DeviceState.Mode;

/** The device's state as JSON, for the memory that a resumed program finds. Names, never numbers of enums. Pure. */
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
        state.containers().forEach((name, life) -> containers.add(name, LifeSnapshot.write(life)));
        json.add("containers", containers);
        return json;
    }

    private static void mode(JsonObject json, String name, EndAction action) {
        json.addProperty("mode", name);
        json.addProperty("action", action.name());
    }

    /** Reads it back; throws on anything that {@link #write} did not make. */
    public static DeviceState read(JsonObject json) {
        Map<String, ContainerLife> containers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject("containers").entrySet()) {
            containers.put(entry.getKey(), LifeSnapshot.read(entry.getValue().getAsJsonObject()));
        }
        Mode mode = switch (json.get("mode").getAsString()) {
            case "running" -> new Mode.Running();
            case "stopping" -> new Mode.Stopping(EndAction.valueOf(json.get("action").getAsString()));
            case "ending" -> new Mode.Ending(EndAction.valueOf(json.get("action").getAsString()));
            default -> throw new IllegalArgumentException("snapshot: unknown mode");
        };
        return new DeviceState(mode, containers, json.get("goalsReported").getAsBoolean());
    }
}
