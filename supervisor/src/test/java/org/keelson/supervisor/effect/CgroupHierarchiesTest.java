package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CgroupHierarchiesTest {
    @Test
    void deviceHasTheRootOfTheOneHierarchy() {
        assertEquals(folders("/sys/fs/cgroup"), CgroupHierarchies.find("""
                21 1 0:20 / /proc rw - proc proc rw
                22 1 0:21 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate
                """, "0::/\n"));
    }

    @Test
    void hybridHostHasOneForEachControllerAndItsOwnGroupInEach() {
        assertEquals(folders("/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/memory/slice/own", "/sys/fs/cgroup/systemd",
                        "/sys/fs/cgroup/unified"),
                CgroupHierarchies.find("""
                        30 1 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755
                        31 30 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
                        32 30 0:30 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
                        33 30 0:31 / /sys/fs/cgroup/systemd rw - cgroup systemd rw,xattr,name=systemd
                        34 30 0:32 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
                        """, """
                        3:name=systemd:/
                        2:cpu,cpuacct:/
                        1:memory:/slice/own
                        0::/
                        """));
    }

    @Test
    void mountThatShowsItsOwnGroupOnlyIsTheGroup() {
        assertEquals(folders("/sys/fs/cgroup/memory", "/sys/fs/cgroup/pids/below"), CgroupHierarchies.find("""
                32 30 0:30 /docker/1 /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
                33 30 0:31 /docker /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids
                """, "2:memory:/docker/1\n1:pids:/docker/below\n"));
    }

    @Test
    void mountThatDoesNotShowTheOwnGroupIsTakenFromItsRoot() {
        assertEquals(folders("/sys/fs/cgroup"), CgroupHierarchies.find("22 1 0:21 /../.. /sys/fs/cgroup rw - cgroup2 c rw\n", "0::/\n"));
    }

    @ParameterizedTest
    @CsvSource({"/init.scope,/sys/fs/cgroup", "/a/init.scope,/sys/fs/cgroup/a", "/a,/sys/fs/cgroup/a",
        "/init.scope/a,/sys/fs/cgroup/init.scope/a"})
    void leafThatPidOneSteppedIntoIsNotCounted(String own, Path expected) {
        assertEquals(List.of(expected), CgroupHierarchies.find("22 1 0:21 / /sys/fs/cgroup rw - cgroup2 c rw\n", "0::" + own + "\n"));
    }

    @Test
    void leafOfAHybridHostsSystemdIsAGroupLikeOthers() {
        assertEquals(folders("/sys/fs/cgroup/systemd/init.scope", "/sys/fs/cgroup/unified/init.scope"), CgroupHierarchies.find("""
                33 30 0:31 / /sys/fs/cgroup/systemd rw - cgroup systemd rw,xattr,name=systemd
                34 30 0:32 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
                """, "1:name=systemd:/init.scope\n0::/init.scope\n"));
    }

    @Test
    void hierarchiesElsewhereAndThoseOfNobodyAreLeftOut() {
        assertEquals(folders(), CgroupHierarchies.find("""
                40 1 0:21 / /run/roots/a/sys/fs/cgroup rw - cgroup2 cgroup2 rw
                41 1 0:22 / /sys/fs/cgroup/rdma rw - cgroup cgroup rw,rdma
                42 1 0:23 / /sys/fs/cgroup/x rw - tmpfs memory rw
                nonsense
                """, "1:memory:/\n0::/\n"));
    }

    @Test
    void aHierarchyThatIsMountedTwiceAtOnePlaceCountsOnce() {
        assertEquals(folders("/sys/fs/cgroup"), CgroupHierarchies.find("""
                22 1 0:21 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw
                23 22 0:21 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw
                """, "0::/\n"));
    }

    private static List<Path> folders(String... names) {
        return List.of(names).stream().map(Path::of).toList();
    }
}
