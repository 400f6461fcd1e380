package org.keelson.config.state;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@code resources} of a container. */
final class ResourcesReader {
    private static final long MIN_MEMORY = 64L << 10;
    private static final long MAX_MEMORY = 1L << 50;
    private static final int MAX_WEIGHT = 10_000;
    private static final int MAX_PIDS = 1 << 22; // PID_MAX_LIMIT, proc(5)

    private ResourcesReader() {}

    static Resources read(Fields container) {
        Optional<Fields> found = container.object("resources");
        if (found.isEmpty()) {
            return Resources.UNLIMITED;
        }
        Fields fields = found.get();
        Optional<Fields> memory = fields.object("memory");
        OptionalLong memoryMax = memory.isEmpty() ? OptionalLong.empty() : size(memory.get(), "max");
        OptionalLong memoryHigh = memory.isEmpty() ? OptionalLong.empty() : size(memory.get(), "high");
        if (memoryMax.isPresent() && memoryHigh.isPresent() && memoryHigh.getAsLong() > memoryMax.getAsLong()) {
            memory.get().error("high", "found " + memoryHigh.getAsLong() + " bytes, expected at most max, " + memoryMax.getAsLong());
        }
        Optional<Fields> cpu = fields.object("cpu");
        Optional<Fields> pids = fields.object("pids");
        Optional<Fields> io = fields.object("io");
        Resources resources = new Resources(memoryMax, memoryHigh, number(cpu, "weight", MAX_WEIGHT), cpuMax(cpu),
                number(pids, "max", MAX_PIDS), number(io, "weight", MAX_WEIGHT));
        warnUnknown(memory);
        warnUnknown(cpu);
        warnUnknown(pids);
        warnUnknown(io);
        fields.warnUnknown();
        return resources;
    }

    private static void warnUnknown(Optional<Fields> fields) {
        if (fields.isPresent()) {
            fields.get().warnUnknown();
        }
    }

    private static OptionalInt number(Optional<Fields> fields, String key, int max) {
        Optional<Integer> number = fields.isEmpty() ? Optional.empty() : fields.get().number(key, 1, max);
        return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number.get());
    }

    private static OptionalInt cpuMax(Optional<Fields> cpu) {
        String expected = "a number of CPUs from 0.01 to 1024 with at most 3 decimals";
        Optional<Integer> millis = cpu.isEmpty() ? Optional.empty() : cpu.get().thousandths("max", 10, 1_024_000, expected);
        return millis.isEmpty() ? OptionalInt.empty() : OptionalInt.of(millis.get());
    }

    private static OptionalLong size(Fields memory, String key) {
        String expected = "a size from 64K to 1048576G, in bytes or with K, M or G";
        Optional<Fields.Text> text = memory.stringOrNumber(key, expected);
        OptionalLong size = text.isEmpty() ? OptionalLong.empty() : Numbers.size(text.get().value(), MIN_MEMORY, MAX_MEMORY);
        if (text.isPresent() && size.isEmpty()) {
            memory.unexpected(key, expected);
        }
        return size;
    }
}
