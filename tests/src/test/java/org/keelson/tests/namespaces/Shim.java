package org.keelson.tests.namespaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A shim that was started by {@code tests/namespaces/play-pid1.c}, with what both and the shim's program write. */
final class Shim implements AutoCloseable {
    private final Process process;
    private final Console console;

    private Shim(Process process) {
        this.process = process;
        console = new Console(process.getInputStream());
    }

    /** Made once by each run of the tests. */
    private static final class Player {
        private static final Path FILE = make(Programs.root().resolve("tests/target/namespaces"));

        private static Path make(Path folder) {
            Path file = folder.resolve("play-pid1");
            folder.toFile().mkdirs();
            Programs.check("gcc", "-O2", "-Wall", "-Wextra", "-Werror",
                    Programs.root().resolve("tests/namespaces/play-pid1.c").toString(), "-o", file.toString());
            return file;
        }
    }

    /** The one that is built into the executable. */
    private static Path file() {
        Path shim = Programs.root().resolve(".build/amd64/obj/shim");
        if (!Files.isExecutable(shim)) {
            throw new AssertionError("there is no " + shim + "; ./dev native makes it");
        }
        return shim;
    }

    /** Starts one, with these options of the player and nothing else in its environment than this. */
    static Shim start(Map<String, String> environment, List<String> options, String... program) {
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", Player.FILE.toString()));
        command.addAll(options);
        command.addAll(List.of(file().toString(), "container=pv-app"));
        command.addAll(List.of(program));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().put("PATH", "/usr/bin:/bin");
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new Shim(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pid that its hello had. */
    int pid() {
        return Integer.parseInt(awaitLine("hello ").substring("hello ".length()));
    }

    /** Waits for a line that begins so. */
    String awaitLine(String start) {
        return Await.until("a line: " + start,
                () -> console.text().lines().filter(line -> line.startsWith(start)).findFirst(),
                console::text);
    }

    /** All lines until everybody has ended. */
    List<String> lines() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end:\n" + console.text());
            }
            console.awaitEnd();
            return console.text().lines().toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What follows the word at the start of its lines, until everybody has ended. */
    List<String> values(String word) {
        return lines().stream().filter(line -> line.startsWith(word)).map(line -> line.substring(word.length())).toList();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
