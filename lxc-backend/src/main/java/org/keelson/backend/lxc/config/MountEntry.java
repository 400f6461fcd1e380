package org.keelson.backend.lxc.config;

import java.util.List;
import java.util.Optional;

/**
 * One {@code lxc.mount.entry}: a line in the form of {@code fstab(5)}, its target relative to the container's root.
 * Immutable. Blanks, newlines and backslashes of the first three fields are written as octal escapes, as
 * {@code getmntent(3)} reads them.
 *
 * @param source what to mount: a host path, or a word for file systems without one
 * @param target where, relative to the container's root
 * @param type the file system; {@code none} for a bind
 * @param options mount options and LXC's own ({@code create=file}, {@code optional}, {@code relative})
 */
public record MountEntry(String source, String target, String type, List<String> options) {

    /** Checks that no field is empty and copies the list. */
    public MountEntry {
        if (source == null || source.isEmpty() || target == null || target.isEmpty()
                || type == null || type.isEmpty()) {
            throw new IllegalArgumentException("empty field in mount entry: " + source + ' ' + target + ' ' + type);
        }
        options = List.copyOf(options);
    }

    /**
     * A bind mount.
     *
     * @param source the host path
     * @param target relative to the container's root
     * @param options such as {@code ro}, {@code create=file}; {@code bind} is put before them
     * @return the entry
     */
    public static MountEntry bind(String source, String target, String... options) {
        List<String> all = new java.util.ArrayList<>(options.length + 1);
        all.add("bind");
        all.addAll(List.of(options));
        return new MountEntry(source, target, "none", all);
    }

    /**
     * Reads the value of {@code lxc.mount.entry}.
     *
     * @param value fields separated by blanks; the last two, which LXC ignores, may be missing
     * @return empty when fields are missing, or for a comment, which LXC skips
     */
    public static Optional<MountEntry> parse(String value) {
        throw new UnsupportedOperationException();
    }

    /**
     * The value for {@code lxc.mount.entry}.
     *
     * @return six fields separated by one blank
     */
    public String format() {
        throw new UnsupportedOperationException();
    }
}
