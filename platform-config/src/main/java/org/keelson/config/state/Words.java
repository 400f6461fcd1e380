package org.keelson.config.state;

import java.util.Optional;
import org.keelson.config.json.Shown;

/** The words of the state for enumerated values, and what containers and groups say in the same words. */
final class Words {
    private Words() {}

    static Optional<StatusGoal> statusGoal(Fields fields) {
        return statusGoal(fields, "status_goal");
    }

    static Optional<StatusGoal> statusGoal(Fields fields, String key) {
        Optional<Fields.Text> text = fields.string(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (text.get().value()) {
            case "MOUNTED" -> Optional.of(StatusGoal.MOUNTED);
            case "STARTED" -> Optional.of(StatusGoal.STARTED);
            case "READY" -> Optional.of(StatusGoal.READY);
            default -> unknown(fields, text.get(), "MOUNTED, STARTED or READY");
        };
    }

    static Optional<RestartPolicy> restartPolicy(Fields fields) {
        Optional<Fields.Text> text = fields.string("restart_policy");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (text.get().value()) {
            case "system" -> Optional.of(RestartPolicy.SYSTEM);
            case "container" -> Optional.of(RestartPolicy.CONTAINER);
            default -> unknown(fields, text.get(), "system or container");
        };
    }

    static Optional<Persistence> persistence(Fields fields) {
        Optional<Fields.Text> text = fields.string("persistence");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (text.get().value()) {
            case "permanent" -> Optional.of(Persistence.PERMANENT);
            case "revision" -> Optional.of(Persistence.REVISION);
            case "boot" -> Optional.of(Persistence.BOOT);
            default -> unknown(fields, text.get(), "permanent, revision or boot");
        };
    }

    static <T> Optional<T> unknown(Fields fields, Fields.Text found, String expected) {
        fields.error(found, "found " + Shown.quote(found.value()) + ", expected " + expected);
        return Optional.empty();
    }
}
