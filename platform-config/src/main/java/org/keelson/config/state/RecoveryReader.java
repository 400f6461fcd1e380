package org.keelson.config.state;

import java.time.Duration;
import java.util.Optional;
import org.keelson.config.json.Shown;

/** Reads {@code auto_recovery}, which containers and groups write alike. */
final class RecoveryReader {
    private static final int MAX_RETRIES = 1_000_000;
    private static final int MAX_SECONDS = 7 * 24 * 3600;
    private static final int MAX_FACTOR_THOUSANDTHS = 1_000_000;

    private RecoveryReader() {}

    /** {@return what the owner says itself; it stands as a whole, so what it leaves out is not taken from the group} */
    static Optional<Recovery> read(Fields owner) {
        Optional<Fields> object = owner.object("auto_recovery");
        return object.isEmpty() ? Optional.empty() : Optional.of(recovery(object.get()));
    }

    private static Recovery recovery(Fields fields) {
        Recovery recovery = new Recovery(
                policy(fields),
                fields.number("max_retries", MAX_RETRIES).orElse(0),
                fields.seconds("retry_delay", 0, MAX_SECONDS, Duration.ZERO),
                factor(fields),
                fields.seconds("reset_window", 0, MAX_SECONDS, Duration.ZERO),
                fields.seconds("stable_timeout", 0, MAX_SECONDS, Duration.ZERO),
                exhausted(fields));
        fields.warnUnknown();
        return recovery;
    }

    private static Recovery.Policy policy(Fields fields) {
        Optional<Fields.Text> text = fields.string("policy");
        if (text.isEmpty()) {
            if (!fields.keys().contains("policy")) {
                fields.warning("policy", "missing, taken as \"no\"");
            }
            return Recovery.Policy.NO;
        }
        return switch (text.get().value()) {
            case "no" -> Recovery.Policy.NO;
            case "always" -> Recovery.Policy.ALWAYS;
            case "on-failure" -> Recovery.Policy.ON_FAILURE;
            case "unless-stopped" -> Recovery.Policy.UNLESS_STOPPED;
            default -> {
                fields.error(text.get(), "found " + Shown.quote(text.get().value())
                        + ", expected no, always, on-failure or unless-stopped");
                yield Recovery.Policy.NO;
            }
        };
    }

    private static double factor(Fields fields) {
        String expected = "a number from 0 to 1000 with at most 3 decimals";
        return fields.thousandths("backoff_factor", 0, MAX_FACTOR_THOUSANDTHS, expected).orElse(1000) / 1000.0;
    }

    private static Recovery.Exhausted exhausted(Fields fields) {
        String expected = "reboot, never or a time from 1s to 7 days, such as 30s, 10min or 2h";
        Optional<Fields.Text> text = fields.stringOrNumber("backoff_policy", expected);
        String word = text.isEmpty() ? "reboot" : text.get().value();
        return switch (word) {
            case "reboot" -> new Recovery.Exhausted.Reboot();
            case "never" -> new Recovery.Exhausted.Never();
            default -> {
                Optional<Duration> pause = Numbers.duration(word, Duration.ofSeconds(MAX_SECONDS));
                if (pause.isEmpty()) {
                    fields.unexpected("backoff_policy", expected);
                }
                yield pause.isEmpty() ? new Recovery.Exhausted.Reboot() : new Recovery.Exhausted.Pause(pause.get());
            }
        };
    }
}
