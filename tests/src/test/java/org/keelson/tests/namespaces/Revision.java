package org.keelson.tests.namespaces;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a revision as it lies on the storage. Its containers have one root, made of busybox: as an image that is mounted through a loop
 * device beneath an overlay, or as a plain directory. Their programs: {@code service} runs until it is told to stop, {@code fails} ends
 * with status 5, {@code sleeps} can be ended by any signal where it is not the first one of its pid namespace, {@code forks} starts as
 * many processes as it can and does not let itself be told anything.
 */
final class Revision {
    private static final String SERVICE = """
            #!/bin/sh
            now() { read -r uptime rest </proc/uptime; echo "$1 at $uptime"; }
            trap 'now told; sleep 0.1; now ended; exit 0' TERM
            echo "container=$container"
            echo written >/written && cat /written
            echo "MODE=[$MODE]"
            while :; do sleep 1000 & wait $!; done
            """;
    private static final String FAILS = """
            #!/bin/sh
            echo "about to fail"
            exit 5
            """;
    private static final String SLEEPS = """
            #!/bin/sh
            echo "about to sleep"
            exec sleep 1000
            """;
    private static final String FORKS = """
            #!/bin/sh
            trap '' TERM PWR
            (while :; do sleep 1000 & done) 2>/dev/null
            echo "no more"
            exec sleep 1000
            """;
    private static final List<String> APPLETS = List.of("sh", "sleep", "cat");

    private final Path folder;
    private final JsonObject state = new JsonObject();

    private Revision(Path folder) {
        this.folder = folder;
        state.addProperty("#spec", "pantavisor-service-system@1");
        state.add("device.json", groups());
    }

    /** Begins the factory revision of a storage. */
    static Revision on(Path storage) {
        return new Revision(storage.resolve("trails/0"));
    }

    /** A container whose root is a squashfs beneath an overlay. Ends of its group {@code app} do not end the machine. */
    Revision image(String name, String group, String program) {
        link(Image.FILE, folder.resolve(name).resolve("root.squashfs"));
        JsonObject run = run(name, group);
        run.addProperty("root-volume", "root.squashfs");
        run.add("storage", JsonParser.parseString("{\"upper\":{\"persistence\":\"boot\"}}"));
        String volumes = "/volumes/" + name;
        return container(name, run, program, "overlay:" + volumes + "/root.squashfs:" + volumes + "/upper/files", "user net ipc");
    }

    /** A container whose root is a directory of the storage. */
    Revision directory(String name, String group, String program) {
        Path root = folder.getParent().resolveSibling("roots").resolve(name);
        tree(root);
        return container(name, run(name, group), program, "dir:/storage/roots/" + name, "user net ipc");
    }

    /** As {@link #directory}, with the pid namespace of PID 1: its first program has no protection from signals there. */
    Revision directoryWithOurPids(String name, String group, String program) {
        Path root = folder.getParent().resolveSibling("roots").resolve(name);
        tree(root);
        return container(name, run(name, group), program, "dir:/storage/roots/" + name, "user net ipc pid");
    }

    /** As {@link #directory}, with these members in its run.json too. */
    Revision directory(String name, String group, String program, String members) {
        directory(name, group, program);
        JsonObject run = state.getAsJsonObject(name + "/run.json");
        JsonParser.parseString(members).getAsJsonObject().entrySet().forEach(member -> run.add(member.getKey(), member.getValue()));
        write(folder.resolve(name).resolve("run.json"), run.toString());
        return this;
    }

    /** Writes the state, which completes the revision. */
    void write() {
        write(folder.resolve(".pvr/json"), state.toString());
    }

    private Revision container(String name, JsonObject run, String program, String root, String sharedNamespaces) {
        write(folder.resolve(name).resolve("run.json"), run.toString());
        state.add(name + "/run.json", run);
        write(folder.resolve(name).resolve("lxc.container.conf"), """
                lxc.rootfs.path = %s
                lxc.init.cmd = /bin/%s
                lxc.signal.halt = SIGTERM
                lxc.namespace.keep = %s
                lxc.mount.auto = proc:mixed sys:ro cgroup:mixed
                """.formatted(root, program, sharedNamespaces));
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            files.filter(file -> !file.toString().endsWith(".json"))
                    .forEach(file -> state.addProperty(name + "/" + file.getFileName(), sha256(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static JsonObject run(String name, String group) {
        JsonObject run = new JsonObject();
        run.addProperty("#spec", "service-manifest-run@1");
        run.addProperty("name", name);
        run.addProperty("type", "lxc");
        run.addProperty("config", "lxc.container.conf");
        run.addProperty("group", group);
        run.add("roles", new JsonArray());
        run.add("volumes", new JsonArray());
        run.add("storage", new JsonObject());
        return run;
    }

    private static JsonElement groups() {
        return JsonParser.parseString("""
                {"groups": [
                  {"name": "data", "description": "", "status_goal": "MOUNTED", "restart_policy": "system", "timeout": 30},
                  {"name": "root", "description": "", "status_goal": "STARTED", "restart_policy": "system", "timeout": 30},
                  {"name": "platform", "description": "", "status_goal": "STARTED", "restart_policy": "system", "timeout": 30},
                  {"name": "app", "description": "", "status_goal": "STARTED", "restart_policy": "container", "timeout": 30}
                ]}
                """);
    }

    /** Made once by each run of the tests. */
    private static final class Image {
        private static final Path FILE = make(Programs.root().resolve("tests/target/namespaces"));

        private static Path make(Path folder) {
            Path image = folder.resolve("root.squashfs");
            tree(folder.resolve("root"));
            Programs.check("mksquashfs", folder.resolve("root").toString(), image.toString(), "-all-root", "-noappend", "-quiet",
                    "-no-progress", "-noD");
            return image;
        }
    }

    private static void tree(Path root) {
        for (String name : List.of("bin", "proc", "sys", "dev", "run", "tmp", "etc", "pantavisor")) {
            root.resolve(name).toFile().mkdirs();
        }
        copyOnce(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
        APPLETS.forEach(applet -> link(root.resolve("bin/busybox"), root.resolve("bin").resolve(applet)));
        program(root.resolve("bin/service"), SERVICE);
        program(root.resolve("bin/fails"), FAILS);
        program(root.resolve("bin/sleeps"), SLEEPS);
        program(root.resolve("bin/forks"), FORKS);
    }

    private static void program(Path file, String text) {
        write(file, text);
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another name for a file of this storage, or a copy of one of another file system. */
    private static void link(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.deleteIfExists(to);
            if (Files.getFileStore(from).equals(Files.getFileStore(to.getParent()))) {
                Files.createLink(to, from);
            } else {
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy, unless there is one. */
    static void copyOnce(Path from, Path to) {
        try {
            if (!Files.exists(to)) {
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
