package org.keelson.config.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keelson.config.Problem;
import org.keelson.config.Problems;
import org.keelson.config.json.Shown;

/** Puts the layers together, highest source first; used once, by one thread. */
final class SettingsReader {
    private static final String A_DURATION = "a time such as 30, 30s, 10min, 1h or 1d";
    private static final String A_PATH = "an absolute path";
    private static final String A_REVISION = "a decimal number or locals/<name>";
    private static final Set<String> OPTIONAL_SIGNATURES = Set.of("disabled", "audit", "lenient");

    private final List<Layer> layers = new ArrayList<>();
    private final Problems problems = new Problems();

    SettingsReader(List<Layer> given) {
        for (Layer layer : given) {
            for (Problem problem : layer.problems()) {
                problems.warning(problem.path(), problem.message());
            }
            layers.add(new Layer(layer.source(), canonical(layer)));
        }
        // Stable, so that reversing it puts the later of two layers of one source first.
        layers.sort(Comparator.comparing(Layer::source));
        Collections.reverse(layers);
    }

    Settings read() {
        InitMode initMode = pick(Keys.INIT_MODE, InitMode.EMBEDDED, "embedded or appengine", SettingValue::initMode);
        Optional<DeviceSpec> device = pick(Keys.STORAGE_DEVICE, Optional.empty(),
                "an absolute path, LABEL=<label> or UUID=<uuid>", text -> SettingValue.device(text).map(Optional::of));
        String revision = pick(Keys.REVISION, "0", A_REVISION, SettingValue::revision);
        return new Settings(
                initMode,
                device,
                pick(Keys.STORAGE_FILE_SYSTEM, "ext4", "the type of a file system", SettingValue::fileSystem),
                pick(Keys.STORAGE_MOUNT_POINT, "/storage", A_PATH, SettingValue::path),
                pick(Keys.STORAGE_WAIT, Duration.ofSeconds(30), A_DURATION, SettingValue::duration),
                pick(Keys.RUN_DIRECTORY, "/run/pantavisor/pv", A_PATH, SettingValue::path),
                revision,
                tryRevision(),
                pick(Keys.LOG_MAX_BYTES, 2L << 20, "a size of at least 4K, such as 2M", SettingValue::logBytes),
                pick(Keys.LOG_LEVEL, LogLevel.INFO, "a number from 0 to 5", SettingValue::logLevel),
                pick(Keys.LXC_LOG_LEVEL, 2, "a number from 0 to 8", SettingValue::lxcLogLevel),
                pick(Keys.STOP_GRACE, Duration.ofSeconds(5), A_DURATION, SettingValue::duration),
                signaturesRequired(),
                problems());
    }

    /** Boot scripts write {@code pv_try=} when nothing is tried. */
    private Optional<String> tryRevision() {
        String revision = pick(Keys.TRY, "", A_REVISION,
                text -> text.isEmpty() ? Optional.of("") : SettingValue.revision(text));
        return revision.isEmpty() ? Optional.empty() : Optional.of(revision);
    }

    /** No source takes back what another one demands: the kernel's command line is not signed by anybody. */
    private boolean signaturesRequired() {
        boolean required = false;
        for (Layer layer : layers) {
            String mode = layer.values().get(Keys.SIGNATURES);
            required |= mode != null && !OPTIONAL_SIGNATURES.contains(mode);
        }
        return required;
    }

    private <T> T pick(String key, T absent, String expected, Function<String, Optional<T>> form) {
        for (Layer layer : layers) {
            String text = layer.values().get(key);
            if (text == null) {
                continue;
            }
            Optional<T> value = form.apply(text);
            if (value.isPresent()) {
                return value.get();
            }
            problems.warning(layer.source() + ":" + key,
                    "found " + Shown.quote(text) + ", expected " + expected + ", ignored");
        }
        return absent;
    }

    private List<Problem> problems() {
        for (Layer layer : layers) {
            for (String key : layer.values().keySet()) {
                String complaint = Keys.complaint(key);
                if (!complaint.isEmpty()) {
                    problems.warning(layer.source() + ":" + Shown.quote(key).replace("\"", ""), complaint);
                }
            }
        }
        return problems.warnings();
    }

    private static Map<String, String> canonical(Layer layer) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : layer.values().entrySet()) {
            values.put(Keys.canonical(entry.getKey()), entry.getValue());
        }
        return values;
    }
}
