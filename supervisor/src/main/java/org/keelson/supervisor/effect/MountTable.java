package org.keelson.supervisor.effect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what is mounted, as {@code /proc/self/mountinfo} tells it: {@code proc_pid_mountinfo(5)}. Pure. */
public final class MountTable {
    private static final int MOUNT_POINT = 4;

    private MountTable() {}

    /** The mount points at or below a path, the latest first: the order to unmount them in. */
    public static List<Path> below(Path path, String mountinfo) {
        List<Path> found = new ArrayList<>();
        String folder = path + "/";
        for (String line : mountinfo.split("\n")) {
            String[] fields = line.split(" ");
            if (fields.length > MOUNT_POINT) {
                String mountPoint = unescape(fields[MOUNT_POINT]);
                if (mountPoint.equals(path.toString()) || mountPoint.startsWith(folder)) { // a foreign one need not be a path to Java
                    found.addFirst(Path.of(mountPoint));
                }
            }
        }
        return found;
    }

    /** The file system type of the root, {@code rootfs} while the kernel's own initramfs is still there. */
    public static String rootType(String mountinfo) {
        String type = "";
        for (String line : mountinfo.split("\n")) {
            int dash = line.indexOf(" - ");
            String[] fields = line.split(" ");
            if (dash > 0 && fields.length > MOUNT_POINT && fields[MOUNT_POINT].equals("/")) {
                String rest = line.substring(dash + 3);
                type = rest.substring(0, rest.indexOf(' '));
            }
        }
        return type;
    }

    /** The kernel writes blanks, tabs, line feeds and backslashes as three octal digits. */
    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 3 < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
