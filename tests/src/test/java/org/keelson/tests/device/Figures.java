package org.keelson.tests.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.keelson.tests.vm.Guest;

/** Measured values: printed, and kept beside the suites' output. */
final class Figures {
    private Figures() {}

    static void print(String name, Map<String, String> table) throws IOException {
        StringBuilder text = new StringBuilder();
        table.forEach((what, value) -> text.append("%-46s %12s%n".formatted(what, value)));
        String title = name + "-" + Guest.ofThisRun().arch();
        System.out.println("---- " + title + "\n" + text + "----");
        Path folder = Guest.root().resolve(".build/tests");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(title + ".txt"), text);
    }
}
