package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.linux.testing.FakeDescriptors;
import org.keelson.linux.testing.FakeProcesses;
import org.keelson.linux.testing.FakeProcesses.Signalled;
import org.keelson.linux.testing.FakeWakeups;

/** A container's groups, on folders that look like hierarchies. Their files keep a folder here, where the kernel's do not. */
class CgroupsTest {
    @TempDir
    private Path mount;

    private final FakeProcesses processes = new FakeProcesses(new FakeWakeups(new FakeDescriptors()));

    private Cgroups cgroups(int attempts) throws IOException {
        return new Cgroups(processes, hierarchies(), attempts);
    }

    /** The one of cgroup2, or one for each controller of v1. */
    private List<Path> hierarchies() throws IOException {
        if (Files.exists(mount.resolve("cgroup.controllers"))) {
            return List.of(mount);
        }
        try (Stream<Path> folders = Files.list(mount)) {
            return folders.toList();
        }
    }

    /** A group of v1, with these processes. */
    private Path group(String path, String pids) throws IOException {
        Path group = Files.createDirectories(mount.resolve(path));
        Files.writeString(group.resolve("cgroup.procs"), pids);
        return group;
    }

    private void processes(int... pids) {
        for (int pid : pids) {
            processes.appear(pid);
        }
    }

    @Test
    void groupOfCgroup2IsKilledByItsOneFile() throws Exception {
        Files.createFile(mount.resolve("cgroup.controllers"));
        Path group = group("lxc/web", "100\n");
        Files.createFile(group.resolve("cgroup.kill"));
        processes(100);

        cgroups(1).kill("web");

        assertEquals("1", Files.readString(group.resolve("cgroup.kill")));
        assertEquals(List.of(), processes.signals());
    }

    @Test
    void everyProcessOfAGroupOfV1IsKilledWithThoseBelow() throws Exception {
        group("memory/lxc/web", "100\n101\n");
        group("memory/lxc/web/system.slice/sshd", "102\n");
        group("memory/lxc/web/system.slice", "");
        group("memory/lxc/webcam", "103\n");
        group("memory/lxc/web.monitor", "104\n");
        processes(100, 101, 102, 103, 104);

        cgroups(1).kill("web");

        assertEquals(Set.of(new Signalled(100, 9), new Signalled(101, 9), new Signalled(102, 9)), new HashSet<>(processes.signals()));
    }

    @Test
    void processThatThisNamespaceDoesNotSeeIsLeftAlone() throws Exception {
        group("memory/lxc/web", "0\n1\n100\n");
        processes(100);

        cgroups(1).kill("web");

        assertEquals(List.of(new Signalled(100, 9)), processes.signals());
    }

    @Test
    void containerWithoutGroupsIsNoReasonToComplain() throws Exception {
        Files.createDirectory(mount.resolve("memory"));

        cgroups(1).kill("web");

        assertEquals(List.of(), cgroups(1).remove("web"));
    }

    @Test
    void groupsAreRemovedDeepestFirstInEveryHierarchy() throws Exception {
        Files.createDirectories(mount.resolve("memory/lxc/web/a/b"));
        Files.createDirectories(mount.resolve("pids/lxc/web"));
        Files.createDirectories(mount.resolve("pids/lxc/web.monitor"));
        Files.createDirectories(mount.resolve("pids/lxc/web.pivot/lxc.pivot"));
        Files.createDirectories(mount.resolve("pids/lxc/webcam"));

        List<String> left = cgroups(1).remove("web");

        assertEquals(List.of(), left);
        assertFalse(Files.exists(mount.resolve("memory/lxc/web")));
        assertFalse(Files.exists(mount.resolve("pids/lxc/web")));
        assertFalse(Files.exists(mount.resolve("pids/lxc/web.monitor")));
        assertFalse(Files.exists(mount.resolve("pids/lxc/web.pivot")));
        assertTrue(Files.exists(mount.resolve("pids/lxc/webcam")));
    }

    @Test
    void groupThatWillNotGoIsNamedAfterItsProcessesWereKilled() throws Exception {
        Path group = group("memory/lxc/web", "100\n");
        processes(100);

        List<String> left = cgroups(2).remove("web");

        assertEquals(List.of(group.toString()), left);
        assertEquals(List.of(new Signalled(100, 9), new Signalled(100, 9)), processes.signals());
    }

    @Test
    void groupsThatAContainerNestsDeeplyAreRemovedWithoutADescriptorForEach() throws Exception {
        Path deep = mount.resolve("memory/lxc/web");
        for (int depth = 0; depth < 500; depth++) {
            deep = deep.resolve("n");
        }
        Files.createDirectories(deep);
        long open = descriptors();

        assertEquals(501, CgroupTree.groups(mount.resolve("memory/lxc/web")).size());
        assertEquals(open, descriptors());
        assertEquals(List.of(), cgroups(1).remove("web"));
        assertFalse(Files.exists(mount.resolve("memory/lxc/web")));
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
