package org.keelson.supervisor.effect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keelson.backend.lxc.config.CgroupFiles;
import org.keelson.backend.lxc.config.CgroupLayout;

/**
 * Finds out what containers' control groups can limit: by the files of the group that all of them are in, which no documentation, kernel
 * version or list of controllers tells as surely; and where some are missing, why. Reads cgroupfs only.
 */
final class CgroupFacts {
    static final String USE_HIERARCHY = "memory.use_hierarchy";

    private static final int ENABLED = 3;

    private CgroupFacts() {}

    /** @param hierarchies this program's own groups, after {@link CgroupDelegation#prepare} */
    static CgroupFiles read(CgroupLayout layout, List<Path> hierarchies, String procCgroups) {
        Set<String> names = new HashSet<>();
        List<Path> used = new ArrayList<>();
        for (Path group : hierarchies) {
            if (Files.exists(group.resolve("cgroup.controllers")) == (layout == CgroupLayout.UNIFIED)) {
                used.add(group);
                names.addAll(filesOf(group.resolve(CgroupDelegation.CONTAINERS), layout));
            }
        }
        Map<String, String> absences = new HashMap<>();
        for (String file : CgroupFiles.wanted(layout)) {
            String controller = CgroupFiles.controller(file);
            if (names.stream().noneMatch(name -> CgroupFiles.controller(name).equals(controller))) {
                absences.put(controller, missing(controller, procCgroups, used)
                        .orElseGet(() -> unusable(controller, layout, used)));
            }
        }
        return new CgroupFiles(names, absences);
    }

    private static Set<String> filesOf(Path containers, CgroupLayout layout) {
        Set<String> found = new HashSet<>();
        List<String> passedDown = CgroupTree.words(containers.resolve("cgroup.subtree_control"));
        boolean escapable = CgroupTree.words(containers.resolve(USE_HIERARCHY)).contains("0");
        for (String file : CgroupFiles.wanted(layout)) {
            String controller = CgroupFiles.controller(file);
            boolean holds = layout == CgroupLayout.UNIFIED ? passedDown.contains(controller) : !(escapable && controller.equals("memory"));
            if (holds && Files.exists(containers.resolve(file))) {
                found.add(file);
            }
        }
        return found;
    }

    /** Why the kernel has not got a controller; nothing if it has. Newer kernels list only those that cgroup v1 has too. */
    private static Optional<String> missing(String controller, String procCgroups, List<Path> groups) {
        String listed = controller.equals("io") ? "blkio" : controller; // its old name
        for (String line : procCgroups.split("\n")) {
            String[] fields = line.split("\t");
            if (fields[0].equals(listed) && fields.length > ENABLED) {
                return fields[ENABLED].equals("0")
                        ? Optional.of("the " + controller + " controller is turned off on the kernel's command line")
                        : Optional.empty();
            }
        }
        return groups.stream().anyMatch(group -> offers(group, controller))
                ? Optional.empty() : Optional.of("this kernel has no " + controller + " controller");
    }

    private static String unusable(String controller, CgroupLayout layout, List<Path> groups) {
        String name = "the " + controller + " controller ";
        for (Path group : groups) {
            if (Files.exists(group.resolve(CgroupDelegation.CONTAINERS).resolve(controller + ".use_hierarchy"))) {
                return name + "does not limit groups that a container makes: memory.use_hierarchy is 0";
            }
            if (offers(group, controller)) {
                return CgroupTree.processes(group).isEmpty() || !Files.exists(group.resolve("cgroup.type"))
                        ? name + "cannot be passed down to containers: the log of the boot says why"
                        : name + "cannot be passed down to containers: processes that are not Keelson's are in its control group";
            }
        }
        return name + (layout == CgroupLayout.UNIFIED
                ? "is not given to Keelson's control group" : "is in no hierarchy of cgroup v1 that Keelson can write to");
    }

    private static boolean offers(Path group, String controller) {
        return CgroupTree.words(group.resolve("cgroup.controllers")).contains(controller);
    }
}
