package org.keelson.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortTypesTest {

    private static final Path UPPER = Path.of("/data/upper");

    @Test
    void workDirectoryLiesBesideTheUpperLayer() {
        assertEquals(Path.of("/data/work"), overlay().work());
    }

    @Test
    void anotherLowerLayerGoesOnTop() {
        List<Path> lowers = overlay().withTopLower(Path.of("/top")).lowers();

        assertEquals(List.of(Path.of("/top"), Path.of("/lower")), lowers);
    }

    @Test
    void relativePathsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RootFileSystem.Directory(Path.of("x"), List.of()));
    }

    @Test
    void exitStatusAndSignalHaveARange() {
        assertThrows(IllegalArgumentException.class, () -> new ContainerExit.Exited(256));
        assertThrows(IllegalArgumentException.class, () -> new ContainerExit.Killed(0, false));
        assertThrows(IllegalArgumentException.class, () -> new ContainerExit.StartFailed("", "x"));
    }

    @Test
    void aPlanKeepsItsOwnCopies() {
        List<String> argv = new ArrayList<>(List.of("/sbin/init"));
        LaunchPlan plan = new LaunchPlan("app", "", argv, overlay(), List.of(), List.of());

        argv.add("x");

        assertEquals(List.of("/sbin/init"), plan.argv());
        assertEquals("a = b\n", plan.withConfigText("a = b\n").configText());
    }

    private static RootFileSystem.Overlay overlay() {
        return RootFileSystem.Overlay.of(List.of(Path.of("/lower")), UPPER, List.of());
    }
}
