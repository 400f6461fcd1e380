package org.keelson.supervisor.effect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.supervisor.container.Change;

/**
 * The latest changes of each container, in a memory file that survives a resume: 64 places of one size for each, used in turn, so that it
 * takes no heap and never grows. Loop thread; nothing blocks.
 */
public final class History {
    /** How many changes of a container are kept. */
    public static final int LENGTH = 64;

    private static final String NAME = "history";
    private static final int RECORD_BYTES = 192;
    private static final int HEADER_BYTES = 2 * Long.BYTES + Integer.BYTES;
    private static final int TEXT_BYTES = RECORD_BYTES - HEADER_BYTES;
    private static final char SEPARATOR = '\t';

    private final Descriptors descriptors;
    private final Fd file;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final long[] counts;

    /** One change, and when it was, in loop milliseconds. */
    public record Entry(long millis, Change change) {}

    private History(Descriptors descriptors, Fd file, List<String> containers) {
        this.descriptors = descriptors;
        this.file = file;
        this.counts = new long[containers.size()];
        for (String container : containers) {
            places.put(container, places.size());
        }
    }

    /** The history that a program before this one left, or a new one. Containers have to be the same ones in the same order then. */
    public static History open(Descriptors descriptors, Memory memory, List<String> containers) {
        if (memory.kept(NAME).isPresent()) {
            History history = new History(descriptors, memory.kept(NAME).get(), containers);
            history.count();
            return history;
        }
        long size = (long) containers.size() * LENGTH * RECORD_BYTES;
        Fd file = descriptors.memory("keelson-history", size);
        memory.keep(NAME, file);
        return new History(descriptors, file, containers);
    }

    private void count() {
        for (int place = 0; place < counts.length; place++) {
            ByteBuffer records = read(place);
            for (int i = 0; i < LENGTH; i++) {
                counts[place] = Math.max(counts[place], records.getLong(i * RECORD_BYTES));
            }
        }
    }

    /** Adds a change; the oldest one of its container makes room. */
    public void add(Change change, long millis) {
        Integer place = places.get(change.container());
        if (place == null) {
            return;
        }
        byte[] text = text(change);
        long number = ++counts[place];
        ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES).putLong(number).putLong(millis).putInt(text.length).put(text);
        descriptors.writeAt(file, record.array(), RECORD_BYTES, offset(place) + (number - 1) % LENGTH * RECORD_BYTES);
    }

    /** Cut where it is too long, but never within a character. */
    private static byte[] text(Change change) {
        String text = change.from() + SEPARATOR + change.to() + SEPARATOR + change.cause();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        while (bytes.length > TEXT_BYTES) {
            text = text.substring(0, text.offsetByCodePoints(text.length(), -(bytes.length - TEXT_BYTES + 3) / 4));
            bytes = text.getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }

    /** The changes of a container that are still known, the oldest first. */
    public List<Entry> of(String container) {
        List<Entry> entries = new ArrayList<>();
        Integer place = places.get(container);
        if (place == null) {
            return entries;
        }
        ByteBuffer records = read(place);
        for (long number = Math.max(1, counts[place] - LENGTH + 1); number <= counts[place]; number++) {
            entries.add(entry(container, records, (int) ((number - 1) % LENGTH) * RECORD_BYTES));
        }
        return entries;
    }

    private static Entry entry(String container, ByteBuffer records, int at) {
        int length = records.getInt(at + 2 * Long.BYTES);
        String text = new String(records.array(), at + HEADER_BYTES, length, StandardCharsets.UTF_8);
        int first = text.indexOf(SEPARATOR);
        int second = text.indexOf(SEPARATOR, first + 1);
        return new Entry(records.getLong(at + Long.BYTES),
                new Change(container, text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1)));
    }

    private ByteBuffer read(int place) {
        byte[] bytes = new byte[LENGTH * RECORD_BYTES];
        descriptors.readAt(file, bytes, 0, bytes.length, offset(place));
        return ByteBuffer.wrap(bytes);
    }

    private static long offset(int place) {
        return (long) place * LENGTH * RECORD_BYTES;
    }
}
