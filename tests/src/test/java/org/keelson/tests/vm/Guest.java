package org.keelson.tests.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a guest is made of. {@code tests/scenarios/common/build} made the images.
 *
 * @param arch amd64 or aarch64
 */
public record Guest(String arch) {
    /** The architecture of this run. */
    public static Guest ofThisRun() {
        return new Guest(System.getProperty("keelson.arch", "amd64"));
    }

    /** The folder with {@code ./dev}. */
    public static Path root() {
        Path folder = Path.of(System.getProperty("keelson.root", "")).toAbsolutePath();
        while (!Files.exists(folder.resolve("dev"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** A file or folder of {@code tests/guest}. */
    public static Path tool(String name) {
        return root().resolve("tests/guest").resolve(name);
    }

    /** The executable that is tested. */
    public Path executable() {
        return root().resolve(".build").resolve(arch).resolve("keelson");
    }

    /** Where images are, and where the consoles of tests are kept. */
    public Path folder() {
        return root().resolve(".build").resolve(arch).resolve("tests");
    }

    /** An image. */
    public Path image(String name) {
        Path file = folder().resolve(name);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: tests/run builds it");
        }
        return file;
    }

    /** A disk to write to, a copy of the image of that name. */
    public Path disk(String name, Path folder) throws IOException, InterruptedException {
        Path copy = folder.resolve(name);
        int status = new ProcessBuilder("cp", "--sparse=always", image(name).toString(), copy.toString()).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("cannot copy " + name);
        }
        return copy;
    }
}
