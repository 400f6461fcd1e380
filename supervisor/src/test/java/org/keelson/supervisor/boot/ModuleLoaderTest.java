package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.linux.Errno;
import org.keelson.linux.testing.FakeKernelModules;

/** Modules by name, from the folder of the kernel that runs. */
class ModuleLoaderTest {
    @TempDir
    private Path root;

    private final FakeKernelModules modules = new FakeKernelModules();
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        String release = Files.readString(Path.of("/proc/sys/kernel/osrelease")).trim();
        folder = Files.createDirectories(root.resolve("lib/modules").resolve(release));
    }

    private void dependencies(String... lines) throws IOException {
        Files.write(folder.resolve("modules.dep"), List.of(lines));
    }

    private List<String> files(String... names) {
        return List.of(names).stream().map(name -> folder.resolve(name).toString()).toList();
    }

    @Test
    void moduleIsInsertedAfterWhatItNeeds() throws IOException {
        dependencies("ext4.ko: jbd2.ko crc16.ko", "jbd2.ko:", "crc16.ko:");

        new ModuleLoader(modules, root).load(List.of("ext4"));

        assertEquals(files("crc16.ko", "jbd2.ko", "ext4.ko"), modules.inserted());
    }

    @Test
    void fileIsInsertedOnceHoweverManyNeedIt() throws IOException {
        dependencies("ext4.ko: crc16.ko", "crc16.ko:", "f2fs.ko: crc16.ko");
        ModuleLoader loader = new ModuleLoader(modules, root);

        loader.load(List.of("ext4", "f2fs"));
        loader.load(List.of("ext4"));

        assertEquals(files("crc16.ko", "ext4.ko", "f2fs.ko"), modules.inserted());
    }

    @Test
    void moduleThatCannotBeInsertedDoesNotStopTheOthers() throws IOException {
        dependencies("bad.ko:", "good.ko:");
        modules.fail(folder.resolve("bad.ko").toString(), Errno.ENODEV);

        new ModuleLoader(modules, root).load(List.of("bad", "built_in", "good"));

        assertEquals(files("good.ko"), modules.inserted());
    }

    @Test
    void kernelWithoutModulesNeedsNone() throws IOException {
        ModuleLoader loader = new ModuleLoader(modules, root);

        loader.load(List.of("ext4"));
        loader.loadForDevices();

        assertEquals(List.of(), modules.inserted());
    }
}
