package org.keelson.config.settings;

import java.util.Objects;

/** Which block device holds the storage: {@code /dev/mmcblk0p2}, {@code LABEL=root} or {@code UUID=…}. */
public sealed interface DeviceSpec {
    /**
     * A device node.
     *
     * @param path its absolute path
     */
    record Path(String path) implements DeviceSpec {
        /** Checks that the path is there. */
        public Path {
            Objects.requireNonNull(path, "path is null");
        }
    }

    /**
     * The device whose file system has a label.
     *
     * @param label the label
     */
    record Label(String label) implements DeviceSpec {
        /** Checks that the label is there. */
        public Label {
            Objects.requireNonNull(label, "label is null");
        }
    }

    /**
     * The device whose file system has a UUID.
     *
     * @param uuid the UUID as it was given; compare without regard to case
     */
    record Uuid(String uuid) implements DeviceSpec {
        /** Checks that the UUID is there. */
        public Uuid {
            Objects.requireNonNull(uuid, "uuid is null");
        }
    }
}
