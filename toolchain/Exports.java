import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.Set;

/**
 * Prints the {@code --add-exports} and {@code --add-opens} arguments that the image builder needs: its modules reach
 * into most packages of the JDK, and which packages there are depends on the JDK at hand.
 */
class Exports {
    private static final Set<String> JDK = Set.of("java.base", "java.management", "java.logging", "java.desktop",
            "java.xml", "java.rmi", "java.net.http", "java.sql.rowset", "jdk.internal.vm.ci", "jdk.jfr",
            "jdk.management", "jdk.management.agent", "jdk.internal.jvmstat");
    private static final String BUILDER = String.join(",", "org.graalvm.nativeimage.builder",
            "org.graalvm.nativeimage.base", "org.graalvm.nativeimage.pointsto", "org.graalvm.nativeimage.objectfile",
            "jdk.graal.compiler", "org.graalvm.nativeimage", "org.graalvm.word", "org.graalvm.nativeimage.configure",
            "org.graalvm.nativeimage.libgraal", "ALL-UNNAMED");

    public static void main(String[] args) {
        ModuleFinder.ofSystem().findAll().stream()
                .map(ModuleReference::descriptor)
                .filter(module -> JDK.contains(module.name()))
                .sorted()
                .forEach(Exports::print);
    }

    private static void print(ModuleDescriptor module) {
        module.packages().stream().sorted().forEach(name -> {
            System.out.println("--add-exports=" + module.name() + "/" + name + "=" + BUILDER);
            System.out.println("--add-opens=" + module.name() + "/" + name + "=" + BUILDER);
        });
    }
}
