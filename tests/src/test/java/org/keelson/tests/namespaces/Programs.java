package org.keelson.tests.namespaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that run to their end: the tools of this machine, and the commands of the executable under test. */
final class Programs {
    private Programs() {}

    /** How a program ended, with what it wrote on both outputs. */
    record Result(int code, String output) {}

    /** The executable that was built. */
    static Path keelson() {
        Path executable = root().resolve(".build/amd64/keelson");
        if (!Files.isExecutable(executable)) {
            throw new AssertionError("there is no " + executable + "; ./dev native makes it");
        }
        return executable;
    }

    /** A file of this source tree. */
    static Path root() {
        return Path.of(System.getProperty("keelson.root")).toAbsolutePath();
    }

    /** Runs a program that must succeed. */
    static String check(String... command) {
        Result result = run(command);
        if (result.code() != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + result.code() + ":\n" + result.output());
        }
        return result.output();
    }

    /** Runs a program. */
    static Result run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a signal, named as kill(1) does. */
    static void signal(String name, long pid) {
        check("kill", "-" + name, Long.toString(pid));
    }
}
