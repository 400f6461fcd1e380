package org.keelson.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java file of the project.
 *
 * @param path from the project's root
 * @param text all of it
 */
record Source(Path path, String text) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern REFERENCE = Pattern.compile("(?<![\\w.\"])(?:org|com|java|javax|jdk|sun)(?:\\.\\w+)+");

    /** The sources of every module, tests included. */
    static List<Source> all() {
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.filter(path -> Files.exists(path.resolve("pom.xml"))).sorted().toList()) {
                addBelow(module.resolve("src"), sources);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(sources);
    }

    private static void addBelow(Path folder, List<Source> sources) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                    sources.add(new Source(ROOT.relativize(file), Files.readString(file)));
                }
            }
        }
    }

    String module() {
        return path.getName(0).toString();
    }

    boolean main() {
        return path.getName(2).toString().equals("main");
    }

    String fileName() {
        return path.getFileName().toString();
    }

    String packageName() {
        Matcher m = PACKAGE.matcher(text);
        return m.find() ? m.group(1) : "";
    }

    List<String> lines() {
        return text.lines().toList();
    }

    /** Every qualified name in the code, imported or written out. */
    List<String> references() {
        String code = text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)//.*$", "").replaceAll("(?m)^package .*$", "");
        return REFERENCE.matcher(code).results().map(result -> result.group()).distinct().toList();
    }

    /** The body of each switch, without the switches inside it. */
    List<String> switches() {
        List<String> bodies = new ArrayList<>();
        for (int at = text.indexOf("switch ("); at >= 0; at = text.indexOf("switch (", at + 1)) {
            bodies.add(body(text.indexOf('{', at)));
        }
        return bodies;
    }

    private String body(int open) {
        StringBuilder own = new StringBuilder();
        int depth = 0;
        int inner = -1;
        for (int i = open; i < text.length(); i++) {
            if (inner < 0 && i > open && text.startsWith("switch (", i)) {
                inner = depth;
            }
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (inner < 0) {
                own.append(text.charAt(i));
            } else if (text.charAt(i) == '}' && depth == inner) {
                inner = -1;
            }
            if (depth == 0) {
                return own.toString();
            }
        }
        return own.toString();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
