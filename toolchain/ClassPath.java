import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Answers the driver's two questions about an image's class path.
 *
 * <p>{@code options CP} prints, one a line, the options that the entries bring in {@code META-INF/native-image/}: the
 * {@code Args} of {@code native-image.properties}, and one option for each metadata file.
 *
 * <p>{@code c-hash CP} prints a hash of the entries that declare C structs, constants or headers. While it stays the
 * same, so do the questions that the builder asks the C compiler.
 */
class ClassPath {
    private static final String METADATA = "META-INF/native-image";

    private static final Map<String, String> OPTIONS = Map.of(
            "reachability-metadata.json", "ReachabilityMetadataResources",
            "reflect-config.json", "ReflectionConfigurationResources",
            "resource-config.json", "ResourceConfigurationResources",
            "proxy-config.json", "DynamicProxyConfigurationResources",
            "jni-config.json", "JNIConfigurationResources",
            "serialization-config.json", "SerializationConfigurationResources",
            "predefined-classes-config.json", "PredefinedClassesConfigurationResources");

    private static final List<String> C_DECLARATIONS = List.of("org/graalvm/nativeimage/c/CContext",
            "org/graalvm/nativeimage/c/constant/", "org/graalvm/nativeimage/c/struct/");

    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        List<Path> entries = Arrays.stream(args[1].split(":")).filter(e -> !e.isEmpty()).map(Path::of)
                .filter(Files::exists).toList();
        switch (args[0]) {
            case "options" -> {
                for (Path entry : entries) {
                    visit(entry, ClassPath::printOptions);
                }
            }
            case "c-hash" -> System.out.println(cHash(entries));
            default -> throw new IllegalArgumentException("options or c-hash, not " + args[0]);
        }
    }

    private interface Visitor<T> {
        T visit(Path root) throws IOException;
    }

    private static <T> T visit(Path entry, Visitor<T> visitor) throws IOException {
        if (Files.isDirectory(entry)) {
            return visitor.visit(entry);
        }
        try (var jar = FileSystems.newFileSystem(entry)) {
            return visitor.visit(jar.getPath("/"));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Void printOptions(Path root) throws IOException {
        for (Path file : files(root.resolve(METADATA))) {
            String name = file.getFileName().toString();
            if (name.equals("native-image.properties")) {
                printArguments(file, root);
            } else if (OPTIONS.containsKey(name)) {
                System.out.println("-H:" + OPTIONS.get(name) + "=" + root.relativize(file));
            }
        }
        return null;
    }

    private static void printArguments(Path file, Path root) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        String folder = root.relativize(file.getParent()).toString();
        for (String argument : properties.getProperty("Args", "").trim().split("\\s+")) {
            if (!argument.isEmpty()) {
                System.out.println(argument.replace("${.}", folder));
            }
        }
    }

    private static String cHash(List<Path> entries) throws IOException, NoSuchAlgorithmException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        for (Path entry : entries) {
            visit(entry, root -> {
                List<Path> classes = files(root).stream().filter(f -> f.toString().endsWith(".class")).toList();
                if (classes.stream().map(ClassPath::bytes).anyMatch(ClassPath::declaresC)) {
                    classes.forEach(file -> {
                        hash.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                        hash.update(bytes(file));
                    });
                }
                return null;
            });
        }
        return HexFormat.of().formatHex(hash.digest(), 0, 8);
    }

    private static boolean declaresC(byte[] classFile) {
        String text = new String(classFile, StandardCharsets.ISO_8859_1);
        return C_DECLARATIONS.stream().anyMatch(text::contains);
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
