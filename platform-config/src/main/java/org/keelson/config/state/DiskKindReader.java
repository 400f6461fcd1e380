package org.keelson.config.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keelson.config.json.Shown;

/** Reads what belongs to one type of disk. */
final class DiskKindReader {
    static final String TYPES = "dm-crypt-caam, dm-crypt-dcp, dm-crypt-versatile, swap-disk, volume-disk or dual";

    private static final Set<String> KNOWN =
            Set.of("dm-crypt-caam", "dm-crypt-dcp", "dm-crypt-versatile", "swap-disk", "volume-disk", "dual");
    private static final List<String> SPECIAL = List.of("path", "mode", "format", "provision", "provision_options",
            "provision_ops", "mount_target", "mount_options", "format_options", "migrate_keyblob", "disks", "init_order");
    private static final Set<String> OF_ENCRYPTED = Set.of("path", "mode", "format", "migrate_keyblob");
    private static final Set<String> OF_SWAP = Set.of("path", "format", "provision", "provision_options", "provision_ops",
            "mount_options", "format_options");
    private static final Set<String> OF_VOLUME = Set.of("path", "format", "provision", "provision_options", "provision_ops",
            "mount_target", "mount_options", "format_options");
    private static final Set<String> OF_DUAL = Set.of("disks", "init_order");
    private static final Set<String> MOUNT_FLAGS = Set.of("MS_DIRSYNC", "MS_LAZYTIME", "MS_MANDLOCK", "MS_NOATIME",
            "MS_NODEV", "MS_NODIRATIME", "MS_NOEXEC", "MS_NOSUID", "MS_RDONLY", "MS_REC", "MS_RELATIME", "MS_SILENT",
            "MS_STRICTATIME", "MS_SYNCHRONOUS");
    private static final int MAX_MEGABYTES_DIGITS = 7;

    private final Fields fields;
    private List<Fields.Text> parts = List.of();

    DiskKindReader(Fields fields) {
        this.fields = fields;
    }

    static boolean knows(String type) {
        return KNOWN.contains(type);
    }

    /** {@return what the disk is, if everything that is said about it is right} */
    Optional<Disk.Kind> read(Fields.Text type) {
        return switch (type.value()) {
            case "dm-crypt-caam" -> encrypted(Disk.KeyStore.CAAM);
            case "dm-crypt-dcp" -> encrypted(Disk.KeyStore.DCP);
            case "dm-crypt-versatile" -> encrypted(Disk.KeyStore.VERSATILE);
            case "swap-disk" -> swap();
            case "volume-disk" -> fields.keys().contains("provision") ? volume() : folder();
            case "dual" -> dual();
            default -> Words.unknown(fields, type, TYPES);
        };
    }

    /** {@return what a dual disk consists of, after reading} */
    List<Fields.Text> parts() {
        return parts;
    }

    private Optional<Disk.Kind> encrypted(Disk.KeyStore keyStore) {
        NotYet.ENCRYPTED_DISKS.refuse(fields, "type");
        ignoreAllBut(OF_ENCRYPTED);
        format("ext4", Set.of("ext4"));
        Optional<Disk.Mode> mode = mode(keyStore);
        Optional<Disk.Image> image = image(keyStore == Disk.KeyStore.CAAM ? "-v2 " : "");
        boolean migrate = fields.yes("migrate_keyblob");
        return mode.isEmpty() || image.isEmpty() ? Optional.empty()
                : Optional.of(new Disk.Kind.Encrypted(keyStore, mode.get(), image.get(), migrate));
    }

    /** The key of a versatile disk is a file, for which there is only one way; the others must say which one they mean. */
    private Optional<Disk.Mode> mode(Disk.KeyStore keyStore) {
        boolean versatile = keyStore == Disk.KeyStore.VERSATILE;
        if (versatile && !fields.keys().contains("mode")) {
            return Optional.of(Disk.Mode.MAINLINE);
        }
        String expected = versatile ? "mainline" : "mainline or nxp";
        Optional<Fields.Text> text = fields.required("mode", expected);
        if (text.isEmpty()) {
            return Optional.empty();
        } else if (text.get().value().equals("mainline")) {
            return Optional.of(Disk.Mode.MAINLINE);
        } else if (text.get().value().equals("nxp") && !versatile) {
            return Optional.of(Disk.Mode.NXP);
        }
        return Words.unknown(fields, text.get(), expected);
    }

    /** {@code <image>,<megabytes>,<key>}; the prefix keeps programs that know no modes from making a disk of the wrong one. */
    private Optional<Disk.Image> image(String prefix) {
        String expected = prefix + "<image>,<megabytes>,<key>";
        Optional<Fields.Text> text = fields.required("path", expected);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String path = text.get().value();
        String[] parts = path.startsWith(prefix) ? path.substring(prefix.length()).split(",", -1) : new String[0];
        if (parts.length != 3 || !megabytes(parts[1])) {
            return Words.unknown(fields, text.get(), expected);
        }
        Optional<String> problem = Names.absolutePath(parts[0]).or(() -> Names.key(parts[2]));
        return fields.checked(text.get(), problem).isEmpty() ? Optional.empty()
                : Optional.of(new Disk.Image(parts[0], Integer.parseInt(parts[1]), parts[2]));
    }

    private static boolean megabytes(String text) {
        boolean number = !text.isEmpty() && text.length() <= MAX_MEGABYTES_DIGITS && text.charAt(0) != '0';
        for (int i = 0; number && i < text.length(); i++) {
            number = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return number;
    }

    private Optional<Disk.Kind> swap() {
        NotYet.SWAP_DISKS.refuse(fields, "type");
        ignoreAllBut(OF_SWAP);
        format("swap", Set.of("swap"));
        Optional<Disk.Backing> backing = new BackingReader(fields).read(true);
        Optional<List<String>> made = words("format_options");
        Optional<List<String>> used = words("mount_options");
        return backing.isEmpty() || made.isEmpty() || used.isEmpty() ? Optional.empty()
                : Optional.of(new Disk.Kind.Swap(backing.get(), made.get(), used.get()));
    }

    private Optional<Disk.Kind> folder() {
        NotYet.VOLUME_DISKS.refuse(fields, "type");
        ignoreAllBut(Set.of());
        return Optional.of(new Disk.Kind.Folder());
    }

    private Optional<Disk.Kind> volume() {
        NotYet.VOLUME_DISKS.refuse(fields, "type");
        ignoreAllBut(OF_VOLUME);
        Optional<String> format = format("ext4", Set.of("ext3", "ext4"));
        Optional<Disk.Backing> backing = new BackingReader(fields).read(false);
        Optional<String> target = new BackingReader(fields).absolutePath("mount_target");
        Optional<List<String>> flags = mountFlags();
        Optional<List<String>> made = words("format_options");
        return format.isEmpty() || backing.isEmpty() || target.isEmpty() || flags.isEmpty() || made.isEmpty() ? Optional.empty()
                : Optional.of(new Disk.Kind.Volume(backing.get(), format.get(), target.get(), flags.get(), made.get()));
    }

    private Optional<Disk.Kind> dual() {
        NotYet.DUAL_DISKS.refuse(fields, "type");
        ignoreAllBut(OF_DUAL);
        parts = some("disks", "names of disks", DiskReader.MAX_PARTS);
        List<Disk.Step> steps = new ArrayList<>();
        for (Fields.Text text : some("init_order", "steps", DiskReader.MAX_STEPS)) {
            Optional<Disk.Step> step = step(text);
            if (step.isPresent()) {
                steps.add(step.get());
                second(step.get(), text, parts.size());
            }
        }
        List<String> names = new ArrayList<>();
        for (Fields.Text part : parts) {
            names.add(part.value());
        }
        return Optional.of(new Disk.Kind.Dual(names, steps));
    }

    private List<Fields.Text> some(String key, String what, int max) {
        String expected = "an array of 1 to " + max + " " + what;
        Optional<JsonElement> element = fields.element(key);
        if (element.isEmpty()) {
            fields.error(key, "missing, expected " + expected);
        } else if (element.get() instanceof JsonArray array && (array.isEmpty() || array.size() > max)) {
            fields.error(key, "found " + array.size() + " of them, expected " + expected);
        }
        return fields.strings(key);
    }

    private Optional<Disk.Step> step(Fields.Text text) {
        return switch (text.value()) {
            case "primary" -> Optional.of(Disk.Step.PRIMARY);
            case "secondary" -> Optional.of(Disk.Step.SECONDARY);
            case "create-primary" -> Optional.of(Disk.Step.CREATE_PRIMARY);
            case "create-secondary" -> Optional.of(Disk.Step.CREATE_SECONDARY);
            case "copy-once-to-primary" -> Optional.of(Disk.Step.COPY_ONCE_TO_PRIMARY);
            default -> Words.unknown(fields, text,
                    "primary, secondary, create-primary, create-secondary or copy-once-to-primary");
        };
    }

    private void second(Disk.Step step, Fields.Text text, int parts) {
        boolean needed = switch (step) {
            case SECONDARY, CREATE_SECONDARY, COPY_ONCE_TO_PRIMARY -> true;
            case PRIMARY, CREATE_PRIMARY -> false;
        };
        if (needed && parts == 1) {
            fields.error(text, "found " + Shown.quote(text.value()) + ", but the disk has only one part");
        }
    }

    private Optional<String> format(String absent, Set<String> allowed) {
        Optional<Fields.Text> text = fields.string("format");
        if (text.isEmpty() || allowed.contains(text.get().value())) {
            return text.isEmpty() ? Optional.of(absent) : Optional.of(text.get().value());
        }
        return Words.unknown(fields, text.get(), allowed.size() == 1 ? absent : "ext3 or ext4");
    }

    private Optional<List<String>> mountFlags() {
        Optional<Fields.Text> text = fields.string("mount_options");
        List<String> flags = new ArrayList<>();
        for (String flag : BackingReader.pieces(text, ',')) {
            if (!MOUNT_FLAGS.contains(flag)) {
                fields.error(text.get(), "found " + Shown.quote(flag) + ", expected flags of mount(2) like MS_NOATIME");
                return Optional.empty();
            }
            flags.add(flag);
        }
        return Optional.of(flags);
    }

    /** {@return the arguments for a program; they are never seen by a shell, and need nothing that one would understand} */
    private Optional<List<String>> words(String key) {
        Optional<Fields.Text> text = fields.string(key);
        List<String> words = BackingReader.pieces(text, ' ');
        for (String word : words) {
            if (!BackingReader.argument(word)) {
                return Words.unknown(fields, text.get(), "words of letters, digits and . _ - + @ = , : / % with blanks between them");
            }
        }
        return Optional.of(words);
    }

    private void ignoreAllBut(Set<String> meant) {
        for (String key : SPECIAL) {
            if (!meant.contains(key) && fields.element(key).isPresent()) {
                fields.warning(key, "has no meaning for a disk of this type, ignored");
            }
        }
    }
}
