package org.keelson.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules that hold for all modules, read from their sources. */
class ArchitectureTest {
    private static final int MOST_LINES = 500;
    private static final int MOST_COLUMNS = 140;
    private static final String OURS = "org.keelson.supervisor.";
    private static final Set<String> DECIDING = Set.of(OURS + "container", OURS + "device");
    private static final List<String> STATES_AND_EVENTS =
            List.of("ContainerState", "ContainerEvent", "DeviceEvent", "Effect", "Mode", "ContainerExit");
    private static final Pattern BINDING = Pattern.compile("@(?:CFunction|CConstant|CField|CFieldAddress)\\b[^;]*?\\s(\\w+)\\([^()]*\\);");
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:@[^\\n]*\\n)*public (?:[a-z-]+ )*(?:class|interface|record|enum) (\\w+)");

    private static final List<Source> ALL = Source.all();
    private static final List<Source> MAIN = ALL.stream().filter(Source::main).toList();

    private static void none(String rule, List<String> violations) {
        assertEquals(List.of(), violations, rule);
    }

    private static List<String> importsOf(Source source, String... prefixes) {
        return source.references().stream()
                .filter(name -> List.of(prefixes).stream().anyMatch(name::startsWith))
                .map(name -> source + " uses " + name)
                .toList();
    }

    @Test
    void sourcesOfEveryModuleAreRead() {
        assertTrue(MAIN.stream().map(Source::module).collect(Collectors.toSet())
                .containsAll(Set.of("platform-config", "linux", "lxc-backend", "supervisor")));
        assertTrue(MAIN.size() > 150, () -> "only " + MAIN.size() + " files");
    }

    @Test
    void whatDecidesKnowsNoKernelNoClockNoFilesAndNoLog() {
        List<String> violations = new ArrayList<>();
        for (Source source : MAIN) {
            if (DECIDING.contains(source.packageName())) {
                source.references().stream()
                        .filter(name -> !mayDecideWith(source, name))
                        .forEach(name -> violations.add(source + " uses " + name));
                if (source.text().contains("System.") || source.text().contains("Thread")) {
                    violations.add(source + " asks the runtime");
                }
            }
        }
        none("the core is pure", violations);
    }

    private static boolean mayDecideWith(Source source, String name) {
        if (name.startsWith("com.google.gson.")) {
            return source.fileName().endsWith("Snapshot.java");
        }
        return name.startsWith("org.keelson.config.")
                || name.matches("org\\.keelson\\.backend\\.[A-Z].*")
                || DECIDING.stream().anyMatch(decider -> name.startsWith(decider + "."))
                || name.startsWith("java.util.") || name.startsWith("java.time.Duration");
    }

    @Test
    void containerMachineDoesNotKnowTheDevices() {
        none("device knows container, not the other way round", MAIN.stream()
                .filter(source -> source.packageName().equals(OURS + "container"))
                .flatMap(source -> importsOf(source, OURS + "device").stream())
                .toList());
    }

    @Test
    void modulesDependOneWay() {
        List<String> violations = new ArrayList<>();
        for (Source source : MAIN) {
            switch (source.module()) {
                case "platform-config" -> violations.addAll(importsOf(source, "org.keelson.linux", "org.keelson.backend", OURS));
                case "linux" -> violations.addAll(importsOf(source, "org.keelson.config", "org.keelson.backend", OURS));
                case "lxc-backend" -> violations.addAll(importsOf(source, OURS));
                default -> {}
            }
        }
        none("platform-config <- linux <- lxc-backend <- supervisor", violations);
    }

    @Test
    void portOfTheBackendDoesNotKnowItsAdapter() {
        none("org.keelson.backend is the port", MAIN.stream()
                .filter(source -> source.packageName().equals("org.keelson.backend"))
                .flatMap(source -> importsOf(source, "org.keelson.backend.lxc").stream())
                .toList());
    }

    @Test
    void namesOfCStayInTheirModule() {
        List<String> violations = new ArrayList<>();
        for (Source source : ALL) {
            if (!source.module().equals("linux")) {
                violations.addAll(importsOf(source, "org.keelson.linux.raw"));
            }
            if (!source.module().equals("lxc-backend")) {
                violations.addAll(importsOf(source, "org.keelson.backend.lxc.raw"));
            }
        }
        none("raw packages are nobody else's business", violations);
    }

    @Test
    void nothingInternalToTheJdkOrTheImageBuilderIsUsed() {
        none("public API only", ALL.stream()
                .flatMap(source -> importsOf(source, "com.oracle.svm", "sun.", "jdk.internal", "com.sun.").stream())
                .toList());
    }

    @Test
    void switchOverStatesAndEventsNamesThemAll() {
        List<String> violations = new ArrayList<>();
        for (Source source : MAIN) {
            for (String body : source.switches()) {
                boolean ofSealed = STATES_AND_EVENTS.stream().anyMatch(type -> body.contains("case " + type + "."));
                if (body.contains("default ->") && (ofSealed || decides(source, body))) {
                    violations.add(source + ": " + body.lines().filter(line -> line.contains("case ")).findFirst().orElse("").strip());
                }
            }
        }
        none("a new state or event must not compile until everybody has looked at it", violations);
    }

    /** Only text has no end of cases. */
    private static boolean decides(Source source, String body) {
        return DECIDING.contains(source.packageName()) && !body.contains("case \"");
    }

    @Test
    void everyBindingIsCalled() {
        String everything = ALL.stream().map(Source::text).collect(Collectors.joining("\n"));
        List<String> violations = new ArrayList<>();
        for (Source source : MAIN) {
            if (source.packageName().endsWith(".raw")) {
                for (Matcher m = BINDING.matcher(source.text()); m.find(); ) {
                    if (count(everything, m.group(1)) <= count(source.text(), m.group(1))) {
                        violations.add(source + ": " + m.group(1));
                    }
                }
            }
        }
        none("only what is called is bound", violations);
    }

    private static long count(String text, String name) {
        return Pattern.compile("\\b" + name + "\\(").matcher(text).results().count();
    }

    @Test
    void noTestIsSkipped() {
        Pattern skips = Pattern.compile("(?m)^\\s*@(Disabled|Enabled)\\w*\\b|\\bAssumptions\\.|\\bassumeTrue\\(|\\bassumeFalse\\(");

        none("a test that is skipped is a failing build", ALL.stream()
                .filter(source -> !source.main() && skips.matcher(source.text()).find())
                .map(Source::toString)
                .filter(name -> !name.endsWith("ArchitectureTest.java"))
                .toList());
    }

    @Test
    void noFileIsTooLong() {
        none("split it", MAIN.stream().filter(source -> source.lines().size() > MOST_LINES).map(Source::toString).toList());
    }

    @Test
    void noLineIsTooWide() {
        List<String> violations = new ArrayList<>();
        for (Source source : MAIN) {
            for (int i = 0; i < source.lines().size(); i++) {
                if (source.lines().get(i).codePoints().count() > MOST_COLUMNS) {
                    violations.add(source + ":" + (i + 1));
                }
            }
        }
        none("at most " + MOST_COLUMNS + " columns", violations);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> described = MAIN.stream()
                .filter(source -> source.fileName().equals("package-info.java") && source.text().startsWith("/**"))
                .map(source -> source.module() + " " + source.packageName())
                .collect(Collectors.toSet());

        none("package-info.java", MAIN.stream()
                .filter(source -> !source.packageName().isEmpty() && !source.packageName().equals("org.keelson.supervisor"))
                .map(source -> source.module() + " " + source.packageName())
                .distinct()
                .filter(name -> !described.contains(name))
                .toList());
    }

    @Test
    void everyModuleSaysWhatItIs() {
        none("module-info.java begins with a comment", MAIN.stream()
                .filter(source -> source.fileName().equals("module-info.java") && !source.text().startsWith("/**"))
                .map(Source::toString)
                .toList());
    }

    @Test
    void everyPublicTypeSaysWhatItIs() {
        List<String> violations = new ArrayList<>();
        for (Source source : MAIN) {
            for (Matcher m = TYPE.matcher(source.text()); m.find(); ) {
                String before = source.text().substring(0, m.start()).stripTrailing();
                if (!before.endsWith("*/") || !before.startsWith("/**", before.lastIndexOf("/*"))) {
                    violations.add(source + ": " + m.group(1));
                }
            }
        }
        none("Javadoc directly before it", violations);
    }
}
