package org.keelson.config.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code storage}, the writable volumes of a container. */
final class StorageReader {
    private StorageReader() {}

    static List<Storage> read(Fields container) {
        List<Storage> storage = new ArrayList<>();
        Optional<Fields> entries = container.object("storage");
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
                add(name, entry.get(), storage);
            }
        }
        return storage;
    }

    private static void add(String name, Fields entry, List<Storage> storage) {
        Optional<Fields.Text> disk = entry.string("disk");
        if (disk.isPresent()) {
            Optional<String> problem = Names.disk(disk.get().value());
            entry.error(disk.get(), problem.orElse(NotYet.STORAGE_ON_A_DISK.sentence()));
        }
        entry.require("persistence", "permanent, revision or boot");
        Optional<Persistence> persistence = Words.persistence(entry);
        if (persistence.isPresent()) {
            storage.add(new Storage(name, persistence.get(), Optional.empty()));
        }
        entry.warnUnknown();
    }
}
