package org.keelson.supervisor.device;

import com.google.gson.JsonObject;
import java.util.Optional;
import org.keelson.backend.ContainerExit;
import org.keelson.supervisor.container.Aftermath;
import org.keelson.supervisor.container.Attempts;
import org.keelson.supervisor.container.ContainerLife;
import org.keelson.supervisor.container.ContainerState;
import org.keelson.supervisor.container.ContainerState.End;
import org.keelson.supervisor.container.EndCause;
import org.keelson.supervisor.container.GoalTimer;
import org.keelson.supervisor.container.Obstacle;
import org.keelson.supervisor.container.Vitals;
import org.keelson.supervisor.container.Wish;

/** One container's life as JSON. A member is there only where the state has it. Pure. */
final class LifeSnapshot {
    private LifeSnapshot() {}

    static JsonObject write(ContainerLife life) {
        JsonObject json = new JsonObject();
        json.addProperty("wish", life.wish().name());
        json.addProperty("starts", life.attempts().starts());
        json.addProperty("retries", life.attempts().retries());
        json.addProperty("lastStart", life.attempts().lastStart());
        switch (life.goal()) {
            case GoalTimer.Idle _ -> json.addProperty("goal", "idle");
            case GoalTimer.Waiting(long until) -> goal(json, "waiting", until);
            case GoalTimer.Overdue _ -> json.addProperty("goal", "overdue");
            case GoalTimer.Reached(long since) -> goal(json, "reached", since);
        }
        json.addProperty("state", life.state().word());
        write(json, life.state());
        return json;
    }

    private static void goal(JsonObject json, String name, long at) {
        json.addProperty("goal", name);
        json.addProperty("goalAt", at);
    }

    private static void write(JsonObject json, ContainerState state) {
        switch (state) {
            case ContainerState.Installed _, ContainerState.Listening _, ContainerState.Mounted _ -> {}
            case ContainerState.Blocked s -> {
                switch (s.obstacle()) {
                    case Obstacle.OfGroup(String group) -> json.addProperty("group", group);
                    case Obstacle.OfContainer(String container) -> json.addProperty("container", container);
                }
            }
            case ContainerState.Preparing s -> stop(json, s.stop());
            case ContainerState.Launching s -> stop(at(json, s.giveUpAt()), s.stop());
            case ContainerState.Starting s -> at(pids(json, s), s.giveUpAt());
            case ContainerState.Executing s -> at(pids(json, s), s.giveUpAt());
            case ContainerState.Failing s -> exit(at(pids(json, s), s.killAt()), s.failure());
            case ContainerState.Started s -> vitals(at(pids(json, s), s.since()), s.vitals());
            case ContainerState.Ready s -> vitals(at(pids(json, s), s.since()), s.vitals());
            case ContainerState.Stopping s -> {
                at(pids(json, s), s.killAt()).addProperty("killed", s.killed());
                json.addProperty("cause", s.cause().name());
            }
            case ContainerState.Cleaning s -> end(json, s.end());
            case ContainerState.Recovering s -> end(at(json, s.until()), s.end());
            case ContainerState.Stopped s -> end(json, s.end()).addProperty("aftermath", s.aftermath().name());
        }
    }

    private static JsonObject at(JsonObject json, long millis) {
        json.addProperty("at", millis);
        return json;
    }

    private static JsonObject pids(JsonObject json, ContainerState state) {
        json.addProperty("launcher", state.launcherPid());
        json.addProperty("init", state.initPid());
        return json;
    }

    private static void stop(JsonObject json, Optional<EndCause> stop) {
        stop.ifPresent(cause -> json.addProperty("stop", cause.name()));
    }

    private static void vitals(JsonObject json, Optional<Vitals> vitals) {
        vitals.ifPresent(v -> {
            json.addProperty("verdict", v.verdict().name());
            json.addProperty("failures", v.failures());
            json.addProperty("probing", v.probing());
            json.addProperty("due", v.due());
        });
    }

    private static JsonObject end(JsonObject json, End end) {
        json.addProperty("cause", end.cause().name());
        end.exit().ifPresent(exit -> exit(json, exit));
        return json;
    }

    private static void exit(JsonObject json, ContainerExit exit) {
        switch (exit) {
            case ContainerExit.Exited e -> json.addProperty("code", e.code());
            case ContainerExit.Killed e -> {
                json.addProperty("signal", e.signal());
                json.addProperty("core", e.coreDumped());
            }
            case ContainerExit.StartFailed e -> {
                json.addProperty("stage", e.stage());
                json.addProperty("detail", e.detail());
            }
        }
    }

    /** Throws on anything that {@link #write} did not make. */
    static ContainerLife read(JsonObject json) {
        Attempts attempts = new Attempts(json.get("starts").getAsInt(), json.get("retries").getAsInt(), json.get("lastStart").getAsLong());
        GoalTimer goal = switch (text(json, "goal")) {
            case "idle" -> new GoalTimer.Idle();
            case "waiting" -> new GoalTimer.Waiting(json.get("goalAt").getAsLong());
            case "overdue" -> new GoalTimer.Overdue();
            case "reached" -> new GoalTimer.Reached(json.get("goalAt").getAsLong());
            default -> throw new IllegalArgumentException("snapshot: unknown goal");
        };
        return new ContainerLife(readState(json), Wish.valueOf(text(json, "wish")), attempts, goal);
    }

    private static ContainerState readState(JsonObject json) {
        return switch (text(json, "state")) {
            case "installed" -> new ContainerState.Installed();
            case "blocked" -> new ContainerState.Blocked(json.has("group")
                    ? new Obstacle.OfGroup(text(json, "group"))
                    : new Obstacle.OfContainer(text(json, "container")));
            case "listening" -> new ContainerState.Listening();
            case "preparing" -> new ContainerState.Preparing(readStop(json));
            case "mounted" -> new ContainerState.Mounted();
            case "launching" -> new ContainerState.Launching(at(json), readStop(json));
            case "starting" -> new ContainerState.Starting(launcher(json), at(json));
            case "executing" -> new ContainerState.Executing(launcher(json), init(json), at(json));
            case "failing" -> new ContainerState.Failing(launcher(json), at(json), readFailure(json));
            case "started" -> new ContainerState.Started(launcher(json), init(json), at(json), readVitals(json));
            case "ready" -> new ContainerState.Ready(launcher(json), init(json), at(json), readVitals(json));
            case "stopping" -> new ContainerState.Stopping(launcher(json), init(json), at(json), json.get("killed").getAsBoolean(),
                    EndCause.valueOf(text(json, "cause")));
            case "cleaning" -> new ContainerState.Cleaning(readEnd(json));
            case "recovering" -> new ContainerState.Recovering(at(json), readEnd(json));
            case "stopped" -> new ContainerState.Stopped(readEnd(json), Aftermath.valueOf(text(json, "aftermath")));
            default -> throw new IllegalArgumentException("snapshot: unknown container state");
        };
    }

    private static String text(JsonObject json, String name) {
        return json.get(name).getAsString();
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

    private static Optional<EndCause> readStop(JsonObject json) {
        return json.has("stop") ? Optional.of(EndCause.valueOf(text(json, "stop"))) : Optional.empty();
    }

    private static Optional<Vitals> readVitals(JsonObject json) {
        return json.has("verdict")
                ? Optional.of(new Vitals(Vitals.Verdict.valueOf(text(json, "verdict")), json.get("failures").getAsInt(),
                        json.get("probing").getAsBoolean(), json.get("due").getAsLong()))
                : Optional.empty();
    }

    private static ContainerExit.StartFailed readFailure(JsonObject json) {
        return new ContainerExit.StartFailed(text(json, "stage"), text(json, "detail"));
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
        return new End(EndCause.valueOf(text(json, "cause")), exit);
    }
}
