package org.keelson.supervisor.boot;

import java.util.LinkedHashMap;
import java.util.Map;

/** When the parts of a boot were done, in milliseconds of the monotonic clock, which begins where the kernel's own messages begin. */
final class Timeline {
    /** In the environment: when the kernel's init began to run, before it moved to a root of its own. */
    static final String STARTED = "KEELSON_STARTED";

    private final Map<String, Long> marks = new LinkedHashMap<>();

    /** Begins with the start of this program, or of the one that moved to this root. */
    Timeline(Map<String, String> environment, long now) {
        String started = environment.get(STARTED);
        if (started != null) {
            marks.put("init", Long.parseLong(started));
        }
        marks.put(started == null ? "init" : "own-root", now);
    }

    /** A part is done. */
    void mark(String name, long now) {
        marks.put(name, now);
    }

    /** The first mark as it is, the others as what they took: {@code init=1902ms, own-root=+610ms}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        long before = 0;
        for (Map.Entry<String, Long> mark : marks.entrySet()) {
            text.append(text.isEmpty() ? "" : ", ").append(mark.getKey()).append(before == 0 ? "=" : "=+");
            text.append(mark.getValue() - before).append("ms");
            before = mark.getValue();
        }
        return text.toString();
    }
}
