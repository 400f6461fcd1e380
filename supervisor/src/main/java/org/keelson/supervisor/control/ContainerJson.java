package org.keelson.supervisor.control;

/** A container as JSON, for the clients of Pantavisor and for those that want to know more. */
final class ContainerJson {
    private ContainerJson() {}

    /** Pantavisor's members in Pantavisor's order, and none besides; booleans are strings there. */
    static void ofPantavisor(JsonText json, ContainerView container) {
        json.beginObject();
        identity(json, container);
        if (container.recovery().isPresent()) {
            ContainerView.RecoveryView recovery = container.recovery().get();
            beginRecovery(json, recovery);
            json.name("is_stable").value(String.valueOf(recovery.stable()));
            endRecovery(json, recovery);
        }
        if (container.restartPolicy().equals("container")) {
            json.name("user_stopped").value(String.valueOf(container.userStopped()));
        }
        json.endObject();
    }

    /** Everything; booleans are booleans, and what a container does not have is left out. */
    static void complete(JsonText json, ContainerView container) {
        json.beginObject();
        identity(json, container);
        if (container.run().pid().isPresent()) {
            json.name("pid").value(container.run().pid().getAsInt());
        }
        if (container.run().launcher().isPresent()) {
            json.name("launcher").value(container.run().launcher().getAsInt());
        }
        if (container.run().uptimeMillis().isPresent()) {
            json.name("uptime_ms").value(container.run().uptimeMillis().getAsLong());
        }
        if (container.exit().isPresent()) {
            json.name("exit").value(container.exit().get());
        }
        json.name("goal_reached").value(container.goalReached());
        supervision(json, container);
        json.endObject();
    }

    /** One of its changes. */
    static void change(JsonText json, ChangeView change) {
        json.beginObject().name("ago_ms").value(change.agoMillis()).name("from").value(change.from());
        json.name("to").value(change.to()).name("cause").value(change.cause()).endObject();
    }

    private static void identity(JsonText json, ContainerView container) {
        json.name("name").value(container.name()).name("group").value(container.group());
        json.name("status").value(container.status()).name("status_goal").value(container.statusGoal());
        json.name("restart_policy").value(container.restartPolicy()).name("roles").beginArray();
        for (String role : container.roles()) {
            json.value(role);
        }
        json.endArray();
    }

    private static void supervision(JsonText json, ContainerView container) {
        if (container.recovery().isPresent()) {
            ContainerView.RecoveryView recovery = container.recovery().get();
            beginRecovery(json, recovery);
            json.name("is_stable").value(recovery.stable());
            endRecovery(json, recovery);
        }
        json.name("user_stopped").value(container.userStopped());
        json.name("starts").value(container.starts()).name("restarts").value(Math.max(0, container.starts() - 1));
        if (container.health().isPresent()) {
            json.name("health").value(container.health().get());
        }
        if (container.waitingFor().isPresent()) {
            json.name("waiting_for").value(container.waitingFor().get());
        }
    }

    private static void beginRecovery(JsonText json, ContainerView.RecoveryView recovery) {
        json.name("auto_recovery").beginObject().name("policy").value(recovery.policy());
        json.name("max_retries").value(recovery.maxRetries()).name("current_retries").value(recovery.currentRetries());
        json.name("stable_timeout").value(recovery.stableTimeout().toSeconds());
    }

    private static void endRecovery(JsonText json, ContainerView.RecoveryView recovery) {
        json.name("backoff_policy").value(recovery.backoffPolicy()).endObject();
    }
}
