package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keelson.config.Parsed;
import org.keelson.config.Problem;
import org.keelson.config.state.RevisionState;
import org.keelson.supervisor.effect.Layout;

/** Which revision is run, and why another one is not. */
class RevisionsTest {
    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final String STATE = """
            {"#spec": "pantavisor-service-system@1",
             "web/run.json": {"#spec": "service-manifest-run@1", "name": "web", "type": "lxc", "config": "lxc.container.conf",
               "root-volume": "root.squashfs"},
             "web/lxc.container.conf": "SHA", "web/root.squashfs": "SHA"}
            """.replace("SHA", SHA);

    @TempDir
    private Path folder;

    private Layout layout;
    private Revisions revisions;

    @BeforeEach
    void makeLayout() {
        layout = new Layout(folder.resolve("storage"), folder.resolve("run"), folder.resolve("own"));
        revisions = new Revisions(layout);
        LogLines.take();
    }

    private void state(String revision, String text) throws IOException {
        Files.createDirectories(layout.state(revision).getParent());
        Files.writeString(layout.state(revision), text);
    }

    private Path object(String revision, String path) throws IOException {
        Path file = layout.revision(revision).resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private void good(String revision) throws IOException {
        state(revision, STATE);
        object(revision, "web/lxc.container.conf");
        object(revision, "web/root.squashfs");
    }

    private void committed(String revision, long seconds) throws IOException {
        Path done = object(revision, ".pv/done");
        Files.setLastModifiedTime(done, FileTime.fromMillis(seconds * 1000));
    }

    private Optional<String> chosen(String wanted) throws IOException {
        return revisions.firstUsable(wanted).map(Revisions.Loaded::revision);
    }

    private List<Problem> problems(String revision) {
        return revisions.read(revision) instanceof Parsed.Bad<RevisionState>(List<Problem> problems) ? problems : List.of();
    }

    @Test
    void wantedRevisionIsRunIfItCanBe() throws IOException {
        good("9");
        good("0");
        committed("0", 5);

        Revisions.Loaded loaded = revisions.firstUsable("9").orElseThrow();

        assertEquals("9", loaded.revision());
        assertEquals("web", loaded.state().containers().getFirst().name());
    }

    @Test
    void lastCommittedOneIsRunIfTheWantedOneCannotBe() throws IOException {
        good("0");
        good("5");
        good("6");
        good("locals/mine");
        committed("5", 100);
        committed("6", 300);
        committed("locals/mine", 200);
        committed("0", 50);

        assertEquals(Optional.of("6"), chosen("9"));
        state("6", "{");
        assertEquals(Optional.of("locals/mine"), chosen("9"));
        state("locals/mine", "{");
        assertEquals(Optional.of("5"), chosen("9"));
        state("5", "{");
        assertEquals(Optional.of("0"), chosen("9"));
    }

    @Test
    void revisionThatWasNeverCommittedIsNoFallback() throws IOException {
        good("8");
        good("0");

        assertEquals(Optional.of("0"), chosen("9"));
    }

    @Test
    void factoryRevisionNeedsNoCommit() throws IOException {
        good("0");

        assertEquals(Optional.of("0"), chosen("9"));
    }

    @Test
    void nothingIsRunWhenNothingCanBe() throws IOException {
        assertEquals(Optional.empty(), chosen("9"));
        state("9", "[]");
        state("0", "");
        assertEquals(Optional.empty(), chosen("9"));
    }

    @Test
    void everyProblemOfARevisionThatIsPassedOverIsLogged() throws IOException {
        state("9", STATE.replace("\"lxc\"", "\"vm\"").replace("\"root.squashfs\"}", "\"../root\"}"));
        good("0");

        chosen("9");

        List<String> lines = LogLines.take();
        List<Problem> problems = problems("9");
        assertTrue(problems.size() >= 2, problems::toString);
        for (Problem problem : problems) {
            assertTrue(lines.contains("ERROR revision[9]: " + problem.path() + ": " + problem.message()), lines::toString);
        }
        assertTrue(lines.contains("ERROR revision[9]: cannot be run, problems=" + problems.size()), lines::toString);
    }

    @Test
    void everyMissingObjectIsNamedWithItsHash() throws IOException {
        state("9", STATE);

        assertEquals(List.of(
                new Problem("web/lxc.container.conf", "object is missing, sha256=" + SHA),
                new Problem("web/root.squashfs", "object is missing, sha256=" + SHA)), problems("9"));
    }

    @Test
    void linkOrFolderIsNoObject() throws IOException {
        good("9");
        Path root = layout.revision("9").resolve("web/root.squashfs");
        Files.delete(root);
        Files.createSymbolicLink(root, Path.of("/etc/passwd"));
        assertEquals(List.of(new Problem("web/root.squashfs", "object is missing, sha256=" + SHA)), problems("9"));

        Files.delete(root);
        Files.createDirectory(root);
        assertEquals(1, problems("9").size());
    }

    @Test
    void missingStateIsNamed() {
        assertEquals(List.of(new Problem(layout.state("9").toString(), "file is missing")), problems("9"));
    }

    @Test
    void unreadableStateSaysWhy() throws IOException {
        Files.createDirectories(layout.state("9"));

        Problem problem = problems("9").getFirst();

        assertEquals(layout.state("9").toString(), problem.path());
        assertTrue(problem.message().startsWith("cannot be read: "), problem::message);
    }

    @Test
    void stateWithoutEndIsReadOnlyToItsBound() throws IOException {
        state("9", " ".repeat(40_000_000));

        assertEquals(1, problems("9").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "", "locals/", "locals/../x", "01", "a", "/etc"})
    void nameThatIsNoRevisionIsNoPath(String name) {
        assertEquals("revision", problems(name).getFirst().path());
    }

    @Test
    void warningsOfTheChosenOneAreLogged() throws IOException {
        good("9");
        state("9", STATE.replace("{\"#spec\": \"pantavisor", "{\"web/unknown.json\": {}, \"#spec\": \"pantavisor")
                .replace("\"type\":", "\"tipe\": 1, \"type\":"));

        assertEquals(Optional.of("9"), chosen("9"));
        List<Problem> warnings =
                revisions.read("9") instanceof Parsed.Ok<RevisionState>(var _, List<Problem> found) ? found : List.of();
        List<String> lines = LogLines.take();
        assertTrue(!warnings.isEmpty());
        warnings.forEach(w -> assertTrue(lines.contains("WARN  revision[9]: " + w.path() + ": " + w.message()), lines::toString));
    }
}
