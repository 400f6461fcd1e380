package org.keelson.config.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a swap or a file system lies on, and how it is provided. */
final class BackingReader {
    private final Fields fields;

    BackingReader(Fields fields) {
        this.fields = fields;
    }

    /** {@return the backing, if everything that is said about it is right; {@code swap} if it is for a swap} */
    Optional<Disk.Backing> read(boolean swap) {
        Optional<Fields.Text> provision = fields.required("provision", "zram, file or block");
        Optional<Map<String, String>> options = provisionOptions();
        if (provision.isEmpty() || options.isEmpty()) {
            return Optional.empty();
        }
        return switch (provision.get().value()) {
            case "zram" -> zram(options.get());
            case "file" -> file(options.get(), swap);
            case "" -> Words.unknown(fields, provision.get(), "zram, file or block");
            default -> absolutePath("path").map(Disk.Backing.Block::new);
        };
    }

    private Optional<Disk.Backing> zram(Map<String, String> options) {
        fields.element("path");
        if (!options.containsKey("disksize")) {
            fields.error("provision_options", "found no disksize=<size>, which zram needs");
            return Optional.empty();
        }
        return Optional.of(new Disk.Backing.Zram(options));
    }

    private Optional<Disk.Backing> file(Map<String, String> options, boolean sized) {
        if (sized && !options.containsKey("size")) {
            fields.error("provision_options", "found no size=<size>, which a swap file needs");
            return Optional.empty();
        }
        Optional<String> size = Optional.ofNullable(options.get("size"));
        return absolutePath("path").map(path -> new Disk.Backing.File(path, size));
    }

    /** Two names are in use for the same; the documented one is not the one that the original reads. */
    private Optional<Map<String, String>> provisionOptions() {
        Optional<Fields.Text> text = fields.string("provision_options");
        Optional<Fields.Text> other = fields.string("provision_ops");
        if (text.isPresent() && other.isPresent() && !text.get().value().equals(other.get().value())) {
            return Words.unknown(fields, other.get(), "the same as provision_options");
        }
        Map<String, String> options = new LinkedHashMap<>();
        Optional<Fields.Text> either = text.or(() -> other);
        for (String word : pieces(either, ' ')) {
            int equals = word.indexOf('=');
            if (equals < 1 || !attribute(word.substring(0, equals)) || equals == word.length() - 1 || !argument(word)) {
                return Words.unknown(fields, either.get(), "pairs of <name>=<value> with blanks between them");
            }
            options.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return Optional.of(options);
    }

    /** It becomes the name of a file in sysfs. */
    private static boolean attribute(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && c != '_') {
                return false;
            }
        }
        return true;
    }

    Optional<String> absolutePath(String key) {
        Optional<Fields.Text> text = fields.required(key, "an absolute path");
        return text.isEmpty() ? Optional.empty() : fields.checked(text.get(), Names.absolutePath(text.get().value()));
    }

    /** {@return what stands between the separators, without blanks around it and without what is empty} */
    static List<String> pieces(Optional<Fields.Text> text, char separator) {
        List<String> pieces = new ArrayList<>();
        String rest = text.isEmpty() ? "" : text.get().value();
        int start = 0;
        while (start < rest.length()) {
            int next = rest.indexOf(separator, start);
            int end = next < 0 ? rest.length() : next;
            String piece = rest.substring(start, end).trim();
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
            start = end + 1;
        }
        return pieces;
    }

    /** {@return whether a word can be the argument of a program and mean nothing else to anybody} */
    static boolean argument(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!plain && "._-+@=,:/%".indexOf(c) < 0) {
                return false;
            }
        }
        return !word.isEmpty();
    }
}
