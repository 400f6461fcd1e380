package org.keelson.supervisor.control;

/** A group as JSON. */
final class GroupJson {
    private GroupJson() {}

    /** Pantavisor's members in Pantavisor's order; recovery without its policy, as there. */
    static void ofPantavisor(JsonText json, GroupView group) {
        json.beginObject().name("name").value(group.name()).name("status_goal").value(group.statusGoal());
        json.name("restart_policy").value(group.restartPolicy()).name("status").value(group.status());
        if (group.recovery().isPresent()) {
            GroupView.RecoveryView recovery = group.recovery().get();
            json.name("auto_recovery").beginObject().name("max_retries").value(recovery.maxRetries());
            json.name("stable_timeout").value(recovery.stableTimeout().toSeconds());
            json.name("backoff_policy").value(recovery.backoffPolicy()).endObject();
        }
        json.endObject();
    }
}
