package org.keelson.supervisor.effect;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.survival.Survival;

/**
 * What survives a resume: descriptors by name, and one JSON document in a memory file. The document is written to two places in turn, each
 * with length and checksum, so that a program that dies while it writes leaves the one before. Loop thread.
 */
public final class Memory {
    private static final int SLOT_BYTES = 2 * 1024 * 1024; // room for many hundred containers; what is not written takes no memory
    private static final int HEADER_BYTES = 24;
    private static final String DESCRIPTORS = "descriptors";
    private static final long SIZE = Survival.HEADER_BYTES + 2L * SLOT_BYTES;

    private final Descriptors descriptors;
    private final Survival survival;
    private final Fd memory;
    private final Map<String, Fd> kept = new TreeMap<>();
    private JsonObject document = new JsonObject();
    private long sequence;

    private Memory(Descriptors descriptors, Survival survival, Fd memory) {
        this.descriptors = descriptors;
        this.survival = survival;
        this.memory = memory;
    }

    /** A new memory file; the resume path is armed from here on. */
    public static Memory create(Descriptors descriptors, Survival survival, Fd executable, boolean device) {
        Memory memory = new Memory(descriptors, survival, descriptors.memory("keelson", SIZE));
        survival.arm(memory.memory, executable, device);
        return memory;
    }

    /** The memory file that the program before this one kept open, found by its number. */
    public static Memory adopt(Descriptors descriptors, Survival survival, int number, Fd executable, boolean device) {
        Memory memory = new Memory(descriptors, survival, descriptors.adopt(number));
        survival.arm(memory.memory, executable, device);
        return memory;
    }

    /** Keeps a descriptor open over a resume, under this name. */
    public void keep(String name, Fd fd) {
        kept.put(name, fd);
        survival.keep(fd);
        flush();
    }

    /**
     * Keeps it no longer; to be called before it is closed. Its name is forgotten first: its number may be another descriptor's at once.
     */
    public void release(String name) {
        Fd fd = kept.remove(name);
        if (fd != null) {
            flush();
            survival.forget(fd);
        }
    }

    /** Releases and closes it, if there is one of that name. */
    public void close(String name) {
        Fd fd = kept.get(name);
        release(name);
        if (fd != null) {
            fd.close();
        }
    }

    /** The kept descriptor of that name. */
    public Optional<Fd> kept(String name) {
        return Optional.ofNullable(kept.get(name));
    }

    /** Writes the document, and the names of the descriptors. */
    public void write(JsonObject latest) {
        document = latest;
        flush();
    }

    private void flush() {
        JsonObject names = new JsonObject();
        kept.forEach((name, fd) -> names.addProperty(name, fd.number()));
        document.add(DESCRIPTORS, names);
        byte[] text = document.toString().getBytes(StandardCharsets.UTF_8);
        if (text.length > SLOT_BYTES - HEADER_BYTES) {
            throw new IllegalStateException("snapshot is too long: " + text.length);
        }
        sequence++;
        byte[] header = ByteBuffer.allocate(HEADER_BYTES).putLong(sequence).putLong(text.length).putLong(checksum(text)).array();
        long slot = slot(sequence);
        descriptors.writeAt(memory, text, text.length, slot + HEADER_BYTES);
        descriptors.writeAt(memory, header, HEADER_BYTES, slot);
    }

    /** Reads the latest whole document and adopts its descriptors; empty if there is none. */
    public Optional<JsonObject> read() {
        Optional<Latest> latest = latest(descriptors, memory);
        latest.ifPresent(found -> {
            sequence = found.sequence();
            document = found.document();
            numbers(document).forEach((name, number) -> kept.put(name, descriptors.adopt(number)));
            kept.values().forEach(survival::keep);
        });
        return latest.map(Latest::document);
    }

    /** The numbers of everything that is meant to be open after a resume, the memory file's included. Adopts nothing. */
    public static List<Integer> descriptorNumbers(Descriptors descriptors, int memoryNumber) {
        List<Integer> numbers = new ArrayList<>(List.of(memoryNumber));
        latest(descriptors, descriptors.adopt(memoryNumber)).ifPresent(found -> numbers.addAll(numbers(found.document()).values()));
        return numbers;
    }

    private record Latest(long sequence, JsonObject document) {}

    private static Map<String, Integer> numbers(JsonObject document) {
        Map<String, Integer> numbers = new TreeMap<>();
        document.getAsJsonObject(DESCRIPTORS).entrySet().forEach(e -> numbers.put(e.getKey(), e.getValue().getAsInt()));
        return numbers;
    }

    private static Optional<Latest> latest(Descriptors descriptors, Fd memory) {
        Optional<Latest> latest = Optional.empty();
        for (int i = 0; i < 2; i++) {
            byte[] header = new byte[HEADER_BYTES];
            descriptors.readAt(memory, header, 0, HEADER_BYTES, slot(i));
            ByteBuffer fields = ByteBuffer.wrap(header);
            long number = fields.getLong();
            long length = fields.getLong();
            long checksum = fields.getLong();
            if (length <= 0 || length > SLOT_BYTES - HEADER_BYTES || latest.isPresent() && latest.get().sequence() > number) {
                continue;
            }
            byte[] text = new byte[(int) length];
            descriptors.readAt(memory, text, 0, text.length, slot(i) + HEADER_BYTES);
            if (checksum(text) == checksum) {
                JsonObject document = JsonParser.parseString(new String(text, StandardCharsets.UTF_8)).getAsJsonObject();
                latest = Optional.of(new Latest(number, document));
            }
        }
        return latest;
    }

    private static long slot(long number) {
        return Survival.HEADER_BYTES + (number & 1) * SLOT_BYTES;
    }

    private static long checksum(byte[] text) {
        CRC32 crc = new CRC32();
        crc.update(text);
        return crc.getValue();
    }
}
