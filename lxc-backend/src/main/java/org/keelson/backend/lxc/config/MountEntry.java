package org.keelson.backend.lxc.config;

import java.util.ArrayList;
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
        List<String> all = new ArrayList<>(options.length + 1);
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
        List<String> fields = new ArrayList<>(6);
        for (String field : value.replace('\t', ' ').split(" ")) {
            if (!field.isEmpty()) {
                fields.add(decode(field));
            }
        }
        if (fields.size() < 4 || value.startsWith("#")) {
            return Optional.empty();
        }
        return Optional.of(new MountEntry(fields.get(0), fields.get(1), fields.get(2), splitOptions(fields.get(3))));
    }

    /**
     * The value for {@code lxc.mount.entry}.
     *
     * @return six fields separated by one blank
     */
    public String format() {
        String joined = options.isEmpty() ? "defaults" : String.join(",", options);
        return encode(source) + ' ' + encode(target) + ' ' + encode(type) + ' ' + encode(joined) + " 0 0";
    }

    /**
     * The same entry without some of its options.
     *
     * @param option the whole option, such as {@code origin=mkdir}
     * @return an entry without it
     */
    public MountEntry without(String option) {
        return new MountEntry(source, target, type, options.stream().filter(o -> !o.equals(option)).toList());
    }

    /**
     * The same entry with another target.
     *
     * @param newTarget relative to the container's root
     * @return a new entry
     */
    public MountEntry withTarget(String newTarget) {
        return new MountEntry(source, newTarget, type, options);
    }

    /**
     * The value of an option such as {@code upperdir=/x}.
     *
     * @param name the part before the {@code =}
     * @return empty when the option is missing or has no value
     */
    public Optional<String> option(String name) {
        for (String option : options) {
            if (option.startsWith(name) && option.length() > name.length() + 1 && option.charAt(name.length()) == '=') {
                return Optional.of(option.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** Splits mount options at their commas, as the kernel and LXC do; empty ones vanish. */
    static List<String> splitOptions(String text) {
        List<String> options = new ArrayList<>();
        for (String option : text.split(",")) {
            if (!option.isEmpty()) {
                options.add(option);
            }
        }
        return options;
    }

    private static String encode(String field) {
        StringBuilder out = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            switch (c) {
                case ' ' -> out.append("\\040");
                case '\t' -> out.append("\\011");
                case '\n' -> out.append("\\012");
                case '\\' -> out.append("\\134");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String decode(String field) {
        StringBuilder out = new StringBuilder(field.length());
        int at = 0;
        while (at < field.length()) {
            int length = 4;
            if (field.startsWith("\\040", at)) {
                out.append(' ');
            } else if (field.startsWith("\\011", at)) {
                out.append('\t');
            } else if (field.startsWith("\\012", at)) {
                out.append('\n');
            } else if (field.startsWith("\\134", at)) {
                out.append('\\');
            } else if (field.startsWith("\\\\", at)) {
                out.append('\\');
                length = 2;
            } else {
                out.append(field.charAt(at));
                length = 1;
            }
            at += length;
        }
        return out.toString();
    }
}
