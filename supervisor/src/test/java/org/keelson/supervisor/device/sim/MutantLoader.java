package org.keelson.supervisor.device.sim;

import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.keelson.backend.ContainerExit;
import org.keelson.config.state.Container;
import org.keelson.supervisor.device.DeviceDecision;

/** Compiles one class of the machine anew, with a fault, and loads machine and simulation a second time around it. */
final class MutantLoader extends ClassLoader {
    private static final String OURS = "org.keelson.supervisor.";
    private static final Path SOURCES = Path.of("src/main/java/org/keelson/supervisor");

    private final Path classes;

    private MutantLoader(Path classes) {
        super(MutantLoader.class.getClassLoader());
        this.classes = classes;
    }

    /** Runs so many seeds with the fault in it; the first one that a rule is broken with, and how. */
    static Optional<String> firstViolation(Mutant mutant, Path folder, int seeds) throws ReflectiveOperationException, IOException {
        compile(mutant, folder);
        Class<?> simulations = new MutantLoader(folder).loadClass(Simulations.class.getName());
        Object found = simulations.getMethod("firstViolation", long.class, int.class).invoke(null, 1L, seeds);
        return ((Optional<?>) found).map(String::valueOf);
    }

    private static void compile(Mutant mutant, Path folder) throws IOException {
        Path file = Path.of(mutant.type().replace('.', '/') + ".java");
        String text = Files.readString(SOURCES.resolve(file));
        Matcher right = anyLayout(mutant.right()).matcher(text);
        if (!right.find()) {
            throw new IllegalStateException(mutant + ": the source does not say so any more; have the mutant say what it does");
        }
        Path changed = folder.resolve("changed").resolve(file.getFileName());
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, right.replaceAll(Matcher.quoteReplacement(mutant.wrong())));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        String path = String.join(File.pathSeparator, List.of(
                place(DeviceDecision.class), place(Container.class), place(ContainerExit.class), place(JsonObject.class)));
        int status = ToolProvider.findFirst("javac").orElseThrow()
                .run(out, out, "-proc:none", "-nowarn", "-d", folder.toString(), "-cp", path, changed.toString());
        if (status != 0) {
            throw new IllegalStateException(mutant + " does not compile: " + said);
        }
    }

    private static Pattern anyLayout(String code) {
        List<String> words = new ArrayList<>();
        for (String word : code.strip().split("\\s+")) {
            words.add(Pattern.quote(word));
        }
        return Pattern.compile(String.join("\\s+", words));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS + "container.") && !name.startsWith(OURS + "device.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try {
            Path changed = classes.resolve(file);
            byte[] bytes = Files.exists(changed) ? Files.readAllBytes(changed) : original(file);
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] original(String file) throws IOException, ClassNotFoundException {
        try (InputStream stream = getParent().getResourceAsStream(file)) {
            if (stream == null) {
                throw new ClassNotFoundException(file);
            }
            return stream.readAllBytes();
        }
    }
}
