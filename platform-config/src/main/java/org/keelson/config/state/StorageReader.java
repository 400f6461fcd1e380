package org.keelson.config.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the writable volumes of a container, {@code storage}, or of the device, {@code volumes}. */
final class StorageReader {
    private StorageReader() {}

    static List<Storage> read(Fields owner, String key, Disks disks) {
        List<Storage> storage = new ArrayList<>();
        Optional<Fields> entries = owner.object(key);
        if (entries.isEmpty()) {
            return storage;
        }
        for (String name : entries.get().keys()) {
            Optional<Fields> entry = entries.get().object(name);
            Optional<String> problem = Names.storage(name);
            if (problem.isPresent()) {
                entries.get().error(name, problem.get());
            }
            if (entry.isPresent()) {
                add(name, entry.get(), disks, storage);
            }
        }
        return storage;
    }

    private static void add(String name, Fields entry, Disks disks, List<Storage> storage) {
        Optional<String> disk = disk(entry, disks);
        entry.require("persistence", "permanent, revision or boot");
        Optional<Persistence> persistence = Words.persistence(entry);
        if (persistence.isPresent()) {
            storage.add(new Storage(name, persistence.get(), disk));
        }
        entry.warnUnknown();
    }

    /** Data that is meant for a certain disk, perhaps an encrypted one, must not lie anywhere else. */
    private static Optional<String> disk(Fields entry, Disks disks) {
        Optional<Fields.Text> text = entry.string("disk");
        if (text.isEmpty()) {
            return disks.byDefault();
        }
        Optional<String> disk = disks.named(text.get().value());
        if (disk.isEmpty()) {
            return Words.unknown(entry, text.get(), "the name or an alias of a disk of this state");
        }
        NotYet.STORAGE_ON_A_DISK.refuse(entry, "disk");
        return disk;
    }
}
