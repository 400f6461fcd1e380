package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which containers a user stopped, from one boot to the next. */
class StoppedContainersTest {
    @TempDir
    private Path storage;

    private Layout layout;

    @BeforeEach
    void makeLayout() {
        layout = new Layout(storage, Path.of("/run"), Path.of("/run/own"));
    }

    @Test
    void nobodyIsStoppedOnANewStorage() throws IOException {
        assertEquals(Set.of(), StoppedContainers.read(layout));
    }

    @Test
    void stoppedContainersAreReadAgain() throws IOException {
        assertTrue(StoppedContainers.write(layout, "web", true));
        assertTrue(StoppedContainers.write(layout, "db", true));

        assertEquals(Set.of("web", "db"), StoppedContainers.read(layout));
    }

    @Test
    void startedContainerIsForgotten() throws IOException {
        StoppedContainers.write(layout, "web", true);
        StoppedContainers.write(layout, "db", true);

        assertTrue(StoppedContainers.write(layout, "web", false));

        assertEquals(Set.of("db"), StoppedContainers.read(layout));
    }

    @Test
    void whatIsSoAlreadyIsNotWrittenAgain() throws IOException {
        assertFalse(StoppedContainers.write(layout, "web", false));
        assertFalse(Files.exists(layout.stopped()));
        StoppedContainers.write(layout, "web", true);

        assertFalse(StoppedContainers.write(layout, "web", true));
    }

    @Test
    void whatIsNoNameOfAContainerIsPassedOver() throws IOException {
        StoppedContainers.write(layout, "web", true);
        Files.createFile(layout.stopped().resolve(".hidden"));
        Files.createFile(layout.stopped().resolve("a b"));
        Files.createFile(layout.stopped().resolve("x".repeat(100)));

        assertEquals(Set.of("web"), StoppedContainers.read(layout));
    }

    @Test
    void folderThatIsNoneIsAFailure() throws IOException {
        Files.createDirectories(layout.stopped().getParent());
        Files.createFile(layout.stopped());

        assertThrows(IOException.class, () -> StoppedContainers.read(layout));
        assertThrows(IOException.class, () -> StoppedContainers.write(layout, "web", true));
    }
}
