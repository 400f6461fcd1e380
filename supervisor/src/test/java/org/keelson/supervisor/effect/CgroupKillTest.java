package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.linux.process.Exit;
import org.keelson.linux.process.Processes;
import org.keelson.linux.process.SpawnRequest;

/** In which order a container's groups are held still, killed and let go, on folders that look like them. */
class CgroupKillTest {
    @TempDir
    private Path mount;

    private Path freezer;
    private final List<String> signals = new ArrayList<>();

    /** Notes what the group's freezer said when a process was killed. */
    private final Processes processes = new Processes() {
        @Override
        public boolean signal(int pid, int signal) {
            signals.add(pid + " " + signal + " " + text(freezer));
            return true;
        }

        @Override
        public int spawn(SpawnRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Exit> ended() {
            return Optional.empty();
        }

        @Override
        public void reap(int pid) {}

        @Override
        public boolean exists(int pid) {
            return true;
        }

        @Override
        public void signalAll(int signal) {}
    };

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path group(String path, String procs) throws IOException {
        Path group = Files.createDirectories(mount.resolve(path));
        Files.writeString(group.resolve("cgroup.procs"), procs);
        return group;
    }

    private boolean round(Path... groups) throws InterruptedException {
        return new CgroupKill(processes).round(List.of(groups));
    }

    @Test
    void processesOfV1AreKilledWhileTheyAreFrozenAndLetGoToDie() throws Exception {
        Path memory = group("memory/web", "100\n101\n");
        Path held = group("freezer/web", "100\n");
        freezer = Files.writeString(held.resolve("freezer.state"), "THAWED");

        assertTrue(round(memory, held));

        assertEquals(List.of("100 9 FROZEN", "101 9 FROZEN"), signals);
        assertEquals("THAWED", text(freezer));
    }

    @Test
    void whatAContainerFrozeItselfIsLetGoToo() throws Exception {
        Path held = group("freezer/web", "");
        Path below = group("freezer/web/own", "100\n");
        freezer = Files.writeString(held.resolve("freezer.state"), "THAWED");
        Path frozen = Files.writeString(below.resolve("freezer.state"), "FROZEN");

        assertTrue(round(held));

        assertEquals("THAWED", text(frozen));
    }

    @Test
    void olderCgroup2IsFrozenByItsOwnFile() throws Exception {
        Path group = group("web", "1\n0\n100\n");
        freezer = Files.writeString(group.resolve("cgroup.freeze"), "0");
        Files.writeString(group.resolve("cgroup.events"), "populated 1\nfrozen 1\n");

        assertTrue(round(group));

        assertEquals(List.of("100 9 1"), signals);
        assertEquals("0", text(freezer));
    }

    @Test
    void kernelThatKillsAGroupAtOnceNeedsNoSignals() throws Exception {
        Path group = group("web", "100\n");
        Path kill = Files.createFile(group.resolve("cgroup.kill"));
        Files.writeString(group.resolve("cgroup.freeze"), "0");
        Files.writeString(group.resolve("cgroup.events"), "populated 1\nfrozen 0\n");

        assertTrue(round(group));

        assertEquals("1", text(kill));
        assertEquals(List.of(), signals);
    }

    @Test
    void emptyGroupsNeedNoFurtherRound() throws Exception {
        Path unified = group("unified/web", "");
        Files.createFile(unified.resolve("cgroup.kill"));
        Files.writeString(unified.resolve("cgroup.events"), "populated 0\nfrozen 0\n");
        Path held = group("freezer/web", "");
        freezer = Files.writeString(held.resolve("freezer.state"), "THAWED");

        assertFalse(round(unified, held, mount.resolve("memory/web")));

        assertEquals("THAWED", text(freezer));
    }
}
