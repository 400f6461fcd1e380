package org.keelson.config.state;

import java.util.Optional;
import org.keelson.config.json.Shown;

/**
 * Which names may become paths, cgroups and mount options.
 *
 * <p>Each method answers what is wrong with a name, or nothing. Names of things consist of ASCII letters, digits and
 * {@code . _ - + @}: a comma, colon, blank or backslash would end an option of {@code overlayfs} or a field of an LXC
 * configuration, and a dot or dash at the front hides a file or makes an option of it.
 */
public final class Names {
    /** The longest name of a container, group, disk or any other thing, and of a local revision. */
    public static final int MAX_NAME = 64;

    /** The longest name of a network interface: IFNAMSIZ of {@code net/if.h} without the final zero. */
    public static final int MAX_INTERFACE = 15;

    /** The longest component of a path in bytes: NAME_MAX of {@code limits.h}. */
    public static final int MAX_COMPONENT = 255;

    /** The longest path of a file in a revision in bytes, which leaves half of PATH_MAX for what stands before it. */
    public static final int MAX_PATH = 2048;

    private Names() {}

    /**
     * Checks the name of a container, which is also its directory in the revision.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> container(String name) {
        Optional<String> problem = word("container", name, MAX_NAME);
        if (problem.isEmpty() && (name.startsWith("_") || name.equals("bsp") || name.equals("pantavisor"))) {
            return Optional.of("container name " + Shown.quote(name) + " is reserved by the format");
        }
        return problem;
    }

    /**
     * Checks the name of a group.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> group(String name) {
        return word("group", name, MAX_NAME);
    }

    /**
     * Checks the name of a disk.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> disk(String name) {
        return word("disk", name, MAX_NAME);
    }

    /**
     * Checks the identifier of a disk.
     *
     * @param name the identifier
     * @return what is wrong with it
     */
    public static Optional<String> uuid(String name) {
        return word("uuid", name, MAX_NAME);
    }

    /**
     * Checks the name of an encrypted disk's key.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> key(String name) {
        return word("key", name, MAX_NAME);
    }

    /**
     * Checks the name of a network interface, which the kernel also makes a directory of: {@code netdevice(7)}.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> networkInterface(String name) {
        return word("network interface", name, MAX_INTERFACE);
    }

    /**
     * Checks the name of a remount policy.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> policy(String name) {
        return word("policy", name, MAX_NAME);
    }

    /**
     * Checks the name that containers call the modules of a driver by.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> driver(String name) {
        return word("driver", name, MAX_NAME);
    }

    /**
     * Checks the name of a kernel module.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> module(String name) {
        return word("module", name, MAX_NAME);
    }

    /**
     * Checks the name of a service that a container offers.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> service(String name) {
        return word("service", name, MAX_NAME);
    }

    /**
     * Checks the name of a role on the system bus, which becomes a user's name there.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> busRole(String name) {
        return word("role", name, MAX_NAME);
    }

    /**
     * Checks the name of a volume's handler, the part before the colon.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> handler(String name) {
        return word("volume handler", name, MAX_NAME);
    }

    /**
     * Checks the name of a writable volume.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> storage(String name) {
        return word("storage", name, MAX_COMPONENT);
    }

    /**
     * Checks the name of a pool of network addresses.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> networkPool(String name) {
        return word("network pool", name, MAX_NAME);
    }

    /**
     * Checks the name that a container gives its machine: {@code sethostname(2)} takes no longer one.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> host(String name) {
        return word("host", name, MAX_NAME);
    }

    /**
     * Checks the file of a socket that is made for a container; short, since {@code unix(7)} has 107 bytes for its whole path.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> socketFile(String name) {
        return word("socket file", name, MAX_NAME);
    }

    /**
     * Checks the file of a volume, the part after the colon, which must have an extension of letters and digits.
     *
     * @param file the name with its extension
     * @return what is wrong with it
     */
    public static Optional<String> volume(String file) {
        Optional<String> problem = word("volume", file, MAX_COMPONENT);
        if (problem.isPresent()) {
            return problem;
        }
        int dot = file.lastIndexOf('.');
        boolean typed = dot > 0 && dot < file.length() - 1 && file.length() - dot <= 32;
        for (int i = dot + 1; typed && i < file.length(); i++) {
            typed = letterOrDigit(file.charAt(i));
        }
        return typed ? Optional.empty() : Optional.of("volume name " + Shown.quote(file)
                + " has no extension that says how to mount it, expected <file>.bind, <file>.data or <file>.<type>");
    }

    /**
     * Checks the name of a revision: a decimal number, or {@code locals/<name>}.
     *
     * @param name the name
     * @return what is wrong with it
     */
    public static Optional<String> revision(String name) {
        if (name.startsWith("locals/")) {
            return word("local revision", name.substring("locals/".length()), MAX_NAME);
        }
        boolean number = !name.isEmpty() && name.length() <= 19 && (name.length() == 1 || name.charAt(0) != '0');
        for (int i = 0; number && i < name.length(); i++) {
            number = name.charAt(i) >= '0' && name.charAt(i) <= '9';
        }
        return number ? Optional.empty() : Optional.of("revision name " + Shown.quote(name)
                + " is neither a decimal number nor locals/<name>");
    }

    /**
     * Checks the path of a file in a revision: relative, without empty, {@code .} or {@code ..} components, and not
     * hidden in the revision's directory, where the supervisor keeps its own files.
     *
     * @param path the path
     * @return what is wrong with it
     */
    public static Optional<String> objectPath(String path) {
        Optional<String> problem = relativePath(path);
        if (problem.isEmpty() && path.charAt(0) == '.') {
            return Optional.of("path " + Shown.quote(path)
                    + " begins with a dot, which is reserved for the supervisor's files");
        }
        return problem;
    }

    /**
     * Checks a path below some directory: relative, without empty, {@code .} or {@code ..} components.
     *
     * @param path the path
     * @return what is wrong with it
     */
    public static Optional<String> relativePath(String path) {
        if (path.startsWith("/")) {
            return Optional.of("path " + Shown.quote(path) + " is absolute, expected a relative one");
        }
        return components(path, 0);
    }

    /**
     * Checks a path inside a container: absolute, without empty, {@code .} or {@code ..} components.
     *
     * @param path the path
     * @return what is wrong with it
     */
    public static Optional<String> absolutePath(String path) {
        if (!path.startsWith("/")) {
            return Optional.of("path " + Shown.quote(path) + " is relative, expected an absolute one");
        }
        return components(path, 1);
    }

    /**
     * Checks a SHA-256.
     *
     * @param text the digest, exactly 64 lower-case hex digits
     * @return what is wrong with it
     */
    public static Optional<String> sha256(String text) {
        boolean digest = text.length() == 64;
        for (int i = 0; digest && i < 64; i++) {
            char c = text.charAt(i);
            digest = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
        }
        return digest ? Optional.empty()
                : Optional.of("found " + Shown.quote(text) + ", expected a SHA-256 of 64 lower-case hex digits");
    }

    private static Optional<String> word(String what, String name, int max) {
        if (name.isEmpty()) {
            return Optional.of(what + " name is empty");
        }
        if (name.length() > max) {
            return Optional.of(what + " name " + Shown.quote(name) + " has " + name.length()
                    + " characters, expected at most " + max);
        }
        if (name.charAt(0) == '.' || name.charAt(0) == '-') {
            return Optional.of(what + " name " + Shown.quote(name) + " begins with a dot or a dash");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!letterOrDigit(c) && "._-+@".indexOf(c) < 0) {
                return Optional.of(what + " name " + Shown.quote(name) + " has a character at " + i
                        + " that is not a letter, a digit or one of . _ - + @");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> components(String path, int from) {
        if (plain(path, from)) {
            return Optional.empty();
        }
        if (bytes(path, 0, path.length()) > MAX_PATH) {
            return Optional.of("path " + Shown.quote(path) + " is longer than " + MAX_PATH + " bytes");
        }
        int start = from;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (path.regionMatches(start, "..", 0, end - start)) { // true for the empty one and "." as well
                return Optional.of("path " + Shown.quote(path) + " has an empty, \".\" or \"..\" component");
            }
            if (bytes(path, start, end) > MAX_COMPONENT) {
                return Optional.of("path " + Shown.quote(path) + " has a component of more than " + MAX_COMPONENT
                        + " bytes");
            }
            start = end + 1;
        }
        for (int i = 0; i < path.length(); i += Character.charCount(path.codePointAt(i))) {
            if (!Shown.printable(path.codePointAt(i))) {
                return Optional.of("path " + Shown.quote(path) + " has a control character at " + i);
            }
        }
        return Optional.empty();
    }

    /** Says at first sight that a path is good, as nearly all are: short, in ASCII, without dots at the front of a component. */
    private static boolean plain(String path, int from) {
        boolean plain = path.length() <= MAX_COMPONENT && path.length() > from && !path.endsWith("/");
        char before = '/';
        for (int i = from; plain && i < path.length(); i++) {
            char c = path.charAt(i);
            plain = c >= 0x20 && c < 0x7f && (before != '/' || c != '/' && c != '.');
            before = c;
        }
        return plain;
    }

    /** {@return how many bytes a part of a text has in UTF-8, where a pair of surrogates has four} */
    private static int bytes(String text, int from, int to) {
        int bytes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    static boolean letterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
