package org.keelson.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What PID 1 mounts as a container's root before the launcher starts; liblxc is then given a plain directory. Options
 * are mount options as the author wrote them ({@code ro}, {@code nodev}, {@code metacopy=off}), flags and file system
 * data mixed. Immutable; all paths are absolute paths of the host.
 */
public sealed interface RootFileSystem {

    /** The type to pass when the file system is to be found out by trying. */
    String ANY_TYPE = "auto";

    /**
     * The mount options, in the author's order.
     *
     * @return each option once split at the commas, never blank
     */
    List<String> options();

    /**
     * A directory of the host, bind-mounted.
     *
     * @param path the directory
     * @param options the mount options
     */
    record Directory(Path path, List<String> options) implements RootFileSystem {
        /** Copies the list. */
        public Directory {
            requireAbsolute(path);
            options = List.copyOf(options);
        }
    }

    /**
     * An overlay, {@code lowerdir} being {@code lowers} joined by colons.
     *
     * @param lowers the read-only layers, top first, at least one
     * @param upper the layer written to, created if missing
     * @param work overlayfs' own directory beside {@code upper}, created if missing
     * @param options the mount options
     */
    record Overlay(List<Path> lowers, Path upper, Path work, List<String> options) implements RootFileSystem {
        /** Copies the lists and checks the paths. */
        public Overlay {
            lowers = List.copyOf(lowers);
            if (lowers.isEmpty()) {
                throw new IllegalArgumentException("lowers is empty");
            }
            lowers.forEach(RootFileSystem::requireAbsolute);
            requireAbsolute(upper);
            requireAbsolute(work);
            options = List.copyOf(options);
        }

        /**
         * An overlay whose work directory is {@code work} beside the upper layer, where LXC's own overlay keeps it;
         * a container that has run elsewhere finds the same one again.
         *
         * @param lowers the read-only layers, top first
         * @param upper the layer written to, not {@code /}
         * @param options the mount options
         * @return the overlay
         */
        public static Overlay of(List<Path> lowers, Path upper, List<String> options) {
            return new Overlay(lowers, upper, upper.resolveSibling("work"), options);
        }

        /**
         * The same overlay with one more read-only layer on top of the others.
         *
         * @param layer the new top of {@code lowers}
         * @return a new overlay
         */
        public Overlay withTopLower(Path layer) {
            List<Path> more = new ArrayList<>(lowers.size() + 1);
            more.add(layer);
            more.addAll(lowers);
            return new Overlay(more, upper, work, options);
        }
    }

    /**
     * A file with a file system in it, mounted through a loop device.
     *
     * @param file the image
     * @param type the file system, or {@link #ANY_TYPE}
     * @param options the mount options
     */
    record Image(Path file, String type, List<String> options) implements RootFileSystem {
        /** Copies the list. */
        public Image {
            requireAbsolute(file);
            requireType(type);
            options = List.copyOf(options);
        }
    }

    /**
     * A block device with a file system on it.
     *
     * @param device the device node
     * @param type the file system, or {@link #ANY_TYPE}
     * @param options the mount options
     */
    record BlockDevice(Path device, String type, List<String> options) implements RootFileSystem {
        /** Copies the list. */
        public BlockDevice {
            requireAbsolute(device);
            requireType(type);
            options = List.copyOf(options);
        }
    }

    private static void requireAbsolute(Path path) {
        if (path == null || !path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
    }

    private static void requireType(String type) {
        if (type == null || type.isEmpty()) {
            throw new IllegalArgumentException("type is empty");
        }
    }
}
