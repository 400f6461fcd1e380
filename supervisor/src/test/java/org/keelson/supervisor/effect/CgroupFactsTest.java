package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.backend.lxc.config.CgroupFiles;
import org.keelson.backend.lxc.config.CgroupLayout;

/** What can be limited, by folders that look like hierarchies, and what is prepared in them for that. */
class CgroupFactsTest {
    private static final String HEAD = "#subsys_name\thierarchy\tnum_cgroups\tenabled\n";
    private static final String ALL = HEAD + "cpu\t0\t5\t1\nblkio\t0\t5\t1\nmemory\t0\t5\t1\npids\t0\t5\t1\n";

    @TempDir
    private Path mount;

    private Path hierarchy(String name, String... files) throws IOException {
        Path containers = Files.createDirectories(mount.resolve(name).resolve("lxc"));
        for (String file : files) {
            Files.createFile(containers.resolve(file));
        }
        return containers.getParent();
    }

    /** The one of cgroup2: what it offers, what it passes down to containers, and the files that their groups would have. */
    private Path unified(String offered, String passedDown, String... files) throws IOException {
        Path group = hierarchy("unified", files);
        for (Path folder : List.of(group, group.resolve("lxc"))) {
            Files.writeString(folder.resolve("cgroup.controllers"), offered + "\n");
            Files.writeString(folder.resolve("cgroup.subtree_control"), passedDown + "\n");
            Files.createFile(folder.resolve("cgroup.procs"));
        }
        return group;
    }

    private static CgroupFiles read(CgroupLayout layout, String known, Path... hierarchies) {
        return CgroupFacts.read(layout, List.of(hierarchies), known);
    }

    @Test
    void everythingCanBeLimitedWhereAllControllersArePassedDown() throws IOException {
        List<String> wanted = CgroupFiles.wanted(CgroupLayout.UNIFIED);
        Path group = unified("cpuset cpu io memory pids", "cpu io memory pids", wanted.toArray(String[]::new));

        assertEquals(new CgroupFiles(new HashSet<>(wanted), Map.of()), read(CgroupLayout.UNIFIED, ALL, group));
    }

    @Test
    void fileThatTheKernelIsBuiltWithoutIsMissing() throws IOException {
        Path group = unified("cpu memory pids io", "cpu memory pids io", "cpu.weight", "memory.max", "memory.high", "pids.max", "io.bfq.weight");

        assertEquals(new CgroupFiles(Set.of("cpu.weight", "memory.max", "memory.high", "pids.max", "io.bfq.weight"), Map.of()),
                read(CgroupLayout.UNIFIED, ALL, group));
    }

    @Test
    void reasonOfAMissingControllerIsTold() throws IOException {
        Path group = unified("pids", "", "pids.max");
        String known = HEAD + "cpu\t0\t5\t1\nmemory\t0\t5\t0\n";

        assertEquals(Map.of(
                "cpu", "the cpu controller is not given to Keelson's control group",
                "memory", "the memory controller is turned off on the kernel's command line",
                "io", "this kernel has no io controller",
                "pids", "the pids controller cannot be passed down to containers: the log of the boot says why"),
                read(CgroupLayout.UNIFIED, known, group).absences());
    }

    @Test
    void foreignProcessesInTheOwnGroupAreNamedAsTheReason() throws IOException {
        Path group = unified("memory", "", "memory.max", "memory.high");
        Files.createFile(group.resolve("cgroup.type"));
        Files.writeString(group.resolve("cgroup.procs"), "0\n");

        CgroupFiles files = read(CgroupLayout.UNIFIED, "", group);

        assertEquals(Set.of(), files.names());
        assertEquals("the memory controller cannot be passed down to containers: processes that are not Keelson's are in its control group",
                files.absences().get("memory"));
    }

    @Test
    void onAHybridHostOnlyControllersOfV1Count() throws IOException {
        Path unified = unified("memory", "memory", "memory.max");
        Path cpu = hierarchy("cpu", "cpu.shares");
        Path blkio = hierarchy("blkio", "blkio.bfq.weight");

        CgroupFiles files = read(CgroupLayout.HYBRID, ALL, unified, cpu, blkio);

        assertEquals(Set.of("cpu.shares", "blkio.bfq.weight"), files.names());
        assertEquals(Map.of(
                "memory", "the memory controller is in no hierarchy of cgroup v1 that Keelson can write to",
                "pids", "the pids controller is in no hierarchy of cgroup v1 that Keelson can write to"), files.absences());
    }

    @Test
    void limitOfV1ThatDoesNotHoldForGroupsBelowIsNone() throws IOException {
        Path memory = hierarchy("memory", "memory.limit_in_bytes");
        Path counts = Files.writeString(memory.resolve("lxc/memory.use_hierarchy"), "0\n");

        assertEquals("the memory controller does not limit groups that a container makes: memory.use_hierarchy is 0",
                read(CgroupLayout.LEGACY, ALL, memory).absences().get("memory"));

        CgroupDelegation.prepare(CgroupLayout.LEGACY, List.of(memory));

        assertEquals("1", Files.readString(counts).trim());
        assertEquals(Set.of("memory.limit_in_bytes"), read(CgroupLayout.LEGACY, ALL, memory).names());
    }

    @Test
    void groupOfAllContainersIsMadeInEveryHierarchy() throws IOException {
        Path pids = Files.createDirectory(mount.resolve("pids"));
        Path gone = mount.resolve("pids/cgroup.procs/none");
        Files.createFile(mount.resolve("pids/cgroup.procs"));

        CgroupDelegation.prepare(CgroupLayout.HYBRID, List.of(gone, pids));

        assertEquals(true, Files.isDirectory(pids.resolve("lxc")));
    }

    @Test
    void pidOneStepsAsideUnlessItIsInTheRootOfAll() throws IOException {
        Path group = unified("memory", "");
        Files.writeString(group.resolve("cgroup.procs"), "1\n");

        CgroupDelegation.prepare(CgroupLayout.UNIFIED, List.of(group));
        assertEquals(false, Files.exists(group.resolve("init.scope")));

        Files.createFile(group.resolve("cgroup.type"));
        CgroupDelegation.prepare(CgroupLayout.UNIFIED, List.of(group));
        assertEquals(true, Files.isDirectory(group.resolve("init.scope")));
    }

    @Test
    void controllersArePassedDownOneByOneToContainersToo() throws IOException {
        Path group = unified("memory", "");

        CgroupDelegation.prepare(CgroupLayout.UNIFIED, List.of(group));

        assertEquals("+memory", Files.readString(group.resolve("cgroup.subtree_control")).trim());
        assertEquals("+memory", Files.readString(group.resolve("lxc/cgroup.subtree_control")).trim());
    }
}
