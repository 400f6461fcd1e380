package org.keelson.config.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A place where writable volumes can lie other than the storage device, or that the kernel can swap to.
 *
 * @param name its name, valid by {@link Names#disk}, unlike all other names and aliases of the device
 * @param aliases further names, valid and unlike all others as well
 * @param uuid an identifier, if it has one
 * @param byDefault whether volumes that name no disk lie on it; at most one disk of the device says so
 * @param kind what it is
 */
public record Disk(String name, List<String> aliases, Optional<String> uuid, boolean byDefault, Kind kind) {
    /** What a disk is. */
    public sealed interface Kind {
        /** An encrypted image with a file system. */
        record Encrypted(KeyStore keyStore, Mode mode, Image image, boolean migrateKeyBlob) implements Kind {
            /** Checks that every part is there. */
            public Encrypted {
                Objects.requireNonNull(keyStore, "keyStore is null");
                Objects.requireNonNull(mode, "mode is null");
                Objects.requireNonNull(image, "image is null");
            }
        }

        /** Where the kernel can swap to; made anew at each boot. */
        record Swap(Backing backing, List<String> formatOptions, List<String> swapOptions) implements Kind {
            /** Checks that every part is there and copies the lists. */
            public Swap {
                Objects.requireNonNull(backing, "backing is null");
                formatOptions = List.copyOf(formatOptions);
                swapOptions = List.copyOf(swapOptions);
            }
        }

        /** A directory on the storage device, {@code pv/volume-disk/<name>}. */
        record Folder() implements Kind {}

        /**
         * A file system of its own.
         *
         * @param backing where it lies
         * @param format {@code ext4} or {@code ext3}
         * @param target the absolute path that it is mounted at
         * @param mountOptions flags of {@code mount(2)} by their names in C, {@code MS_NOATIME}
         * @param formatOptions arguments for {@code mkfs(8)}
         */
        record Volume(Backing backing, String format, String target, List<String> mountOptions, List<String> formatOptions)
                implements Kind {
            /** Checks that every part is there and copies the lists. */
            public Volume {
                Objects.requireNonNull(backing, "backing is null");
                Objects.requireNonNull(format, "format is null");
                Objects.requireNonNull(target, "target is null");
                mountOptions = List.copyOf(mountOptions);
                formatOptions = List.copyOf(formatOptions);
            }
        }

        /**
         * One of several other disks, by what works; for moving from one kind to another.
         *
         * @param disks the names of the others, 1 to {@value DiskReader#MAX_PARTS}, the first one is the primary and the second one the
         *     secondary
         * @param order what is tried, 1 to {@value DiskReader#MAX_STEPS} steps, until one of them works
         */
        record Dual(List<String> disks, List<Step> order) implements Kind {
            /** Copies the lists. */
            public Dual {
                disks = List.copyOf(disks);
                order = List.copyOf(order);
            }
        }
    }

    /** What keeps the key of an encrypted disk: {@code dm-crypt-caam}, {@code -dcp}, {@code -versatile}. */
    public enum KeyStore {
        /** NXP's CAAM. */
        CAAM,
        /** NXP's DCP. */
        DCP,
        /** Nothing: the key is a file beside the image. */
        VERSATILE
    }

    /** Whose interface to the key store is used. */
    public enum Mode {
        /** The kernel's trusted keys. */
        MAINLINE,
        /** NXP's own tools. */
        NXP
    }

    /** What a dual disk tries. */
    public enum Step {
        PRIMARY, SECONDARY, CREATE_PRIMARY, CREATE_SECONDARY, COPY_ONCE_TO_PRIMARY
    }

    /**
     * The file of an encrypted disk.
     *
     * @param file its absolute path
     * @param megabytes its size when it is made, at least 1
     * @param key the name of the key, whose files lie beside it; valid by {@link Names#disk}
     */
    public record Image(String file, int megabytes, String key) {
        /** Checks that every part is there. */
        public Image {
            Objects.requireNonNull(file, "file is null");
            Objects.requireNonNull(key, "key is null");
        }
    }

    /** What a swap or a file system lies on. */
    public sealed interface Backing {
        /**
         * Compressed memory.
         *
         * @param attributes what is written into the files of its directory in sysfs, {@code disksize} among them; names are
         *     letters and {@code _}
         */
        record Zram(Map<String, String> attributes) implements Backing {
            /** Copies the map, keeping its order. */
            public Zram {
                attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            }
        }

        /**
         * A file.
         *
         * @param path its absolute path
         * @param size its size when it is made, as {@code dd(1)} takes it, or nothing if it has to be there
         */
        record File(String path, Optional<String> size) implements Backing {
            /** Checks that both are there. */
            public File {
                Objects.requireNonNull(path, "path is null");
                Objects.requireNonNull(size, "size is null");
            }
        }

        /**
         * A block device.
         *
         * @param path its absolute path
         */
        record Block(String path) implements Backing {
            /** Checks that the path is there. */
            public Block {
                Objects.requireNonNull(path, "path is null");
            }
        }
    }

    /** Checks that every part is there and copies the list. */
    public Disk {
        Objects.requireNonNull(name, "name is null");
        aliases = List.copyOf(aliases);
        Objects.requireNonNull(uuid, "uuid is null");
        Objects.requireNonNull(kind, "kind is null");
    }
}
