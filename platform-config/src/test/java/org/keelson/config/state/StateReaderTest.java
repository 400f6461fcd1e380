package org.keelson.config.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keelson.config.Problem;

final class StateReaderTest {
    private static final Group BASE =
            new Group("base", StatusGoal.READY, RestartPolicy.SYSTEM, Duration.ofSeconds(10), Recovery.NO);
    private static final Group APPS =
            new Group("apps", StatusGoal.STARTED, RestartPolicy.CONTAINER, Duration.ofSeconds(120), Recovery.NO);

    private static final Supervision WEB_SUPERVISION = new Supervision(
            new Recovery(Recovery.Policy.ON_FAILURE, 5, Duration.ofSeconds(6), 1.5, Duration.ofSeconds(60), Duration.ofSeconds(30),
                    new Recovery.Exhausted.Pause(Duration.ofMinutes(10))),
            List.of(),
            Optional.of(new Health(new Health.Probe.Http(8080, "/health"), Duration.ofSeconds(9), Duration.ofSeconds(4), 2,
                    Duration.ofSeconds(20), Health.OnUnhealthy.REPORT)),
            new Stop(OptionalInt.of(2), Optional.of(Duration.ofSeconds(15))));
    private static final Execution WEB_EXECUTION = new Execution(
            Map.of("LANG", "C", "HOME", "/root"),
            true,
            new Resources(OptionalLong.of(64 << 20), OptionalLong.of(50_000_000), OptionalInt.of(50), OptionalInt.of(1500),
                    OptionalInt.of(100), OptionalInt.of(200)),
            List.of(
                    new ListeningSocket("http", ListeningSocket.Kind.STREAM,
                            new ListeningSocket.Address.Inet(new IpAddress("0".repeat(31) + "1"), 8080), true),
                    new ListeningSocket("log", ListeningSocket.Kind.DATAGRAM, new ListeningSocket.Address.Unix("log.sock"), false)));

    @Test
    void theSampleHasNoWarnings() {
        assertEquals(List.of(), SampleState.warnings(SampleState.TEXT));
    }

    @Test
    void groupsKeepTheOrderOfTheState() {
        assertEquals(List.of(BASE, APPS), SampleState.value(SampleState.TEXT).groups());
    }

    @Test
    void aContainerHasEverythingThatItsStateSays() {
        Container web = SampleState.value(SampleState.TEXT).containers().get(0);

        assertEquals(
                new Container(
                        "web",
                        "base",
                        StatusGoal.READY,
                        RestartPolicy.SYSTEM,
                        Optional.of("lxc.container.conf"),
                        Optional.of(image("root.squashfs", "squashfs")),
                        List.of(
                                new VolumeName(Optional.empty(), "hosts.bind", VolumeName.BIND_FILE),
                                new VolumeName(Optional.empty(), "data.data", VolumeName.DATA_DIRECTORY)),
                        List.of(
                                new Storage("lxc-overlay", Persistence.BOOT, Optional.empty()),
                                new Storage("docker--var-lib", Persistence.PERMANENT, Optional.empty())),
                        Set.of(Role.MGMT),
                        false,
                        false,
                        List.of("/usr/bin"),
                        Duration.ofSeconds(10),
                        WEB_SUPERVISION,
                        WEB_EXECUTION),
                web);
    }

    @Test
    void aContainerThatSaysLittleGetsTheRestFromItsGroupAndNoRole() {
        Container api = SampleState.value(SampleState.TEXT).containers().get(1);

        assertEquals(
                new Container("api", "apps", StatusGoal.MOUNTED, RestartPolicy.SYSTEM, Optional.empty(),
                        Optional.empty(), List.of(), List.of(), Set.of(), true, true, List.of(),
                        Duration.ofSeconds(120),
                        new Supervision(Recovery.NO, List.of(new Dependency("web", StatusGoal.READY)), Optional.empty(), Stop.DEFAULT),
                        Execution.PLAIN),
                api);
    }

    @Test
    void theBoardIsRead() {
        Bsp bsp = SampleState.value(SampleState.TEXT).bsp().orElseThrow();

        assertEquals(Optional.of("kernel.img"), bsp.linux());
        assertEquals(Optional.of("pantavisor"), bsp.initrd());
        assertEquals(Optional.of("board.dtb"), bsp.fdt());
        assertEquals(Optional.empty(), bsp.fit());
        assertEquals(Optional.of(image("firmware.squashfs", "squashfs")), bsp.firmware());
        assertEquals(Optional.of(image("modules12.squashfs", "squashfs")), bsp.modulesFor("6.12.1"));
        assertEquals(Optional.of(image("modules.squashfs", "squashfs")), bsp.modulesFor("6.12.2"));
        assertEquals(List.of("extra.cpio"), bsp.addons());
    }

    @Test
    void filesAreObjectsOrDocumentsAndSignaturesAreNeither() {
        RevisionState state = SampleState.value(SampleState.TEXT);

        assertEquals(SampleState.SHA, state.objects().get("web/settings.json"));
        assertEquals(12, state.objects().size());
        assertEquals(
                List.of("device.json", "bsp/run.json", "bsp/drivers.json", "web/run.json", "web/mdev.json",
                        "api/run.json", "_config/web/etc/run.json", "_hostconfig/pvr/docker.json"),
                List.copyOf(state.documents().keySet()));
        assertEquals("{\"a\":1.50}", state.documents().get("_config/web/etc/run.json"));
        assertEquals(List.of("_config/web/etc/web.conf", "_config/web/etc/run.json"), state.overlayFiles("web"));
        assertEquals(List.of(), state.overlayFiles("we"));
    }

    @Test
    void theDefaultGroupsAssignTheFirstContainerToRoot() {
        assertEquals(List.of("b:root", "a:platform", "c:app", "d:platform"),
                assignment("", "b", "a", "c/\"group\":\"app\"", "d"));
    }

    @Test
    void aContainerThatIsExplicitlyInRootKeepsOthersOut() {
        assertEquals(List.of("b:platform", "a:root"), assignment("", "b", "a/\"runlevel\":\"root\""));
    }

    @Test
    void ownGroupsAssignToTheLastOne() {
        String groups = "\"groups.json\":[{\"name\":\"root\"},{\"name\":\"x\"},{\"name\":\"last\"}],";

        assertEquals(List.of("b:last", "a:x", "c:last"), assignment(groups, "b", "a/\"group\":\"x\"", "c"));
    }

    @Test
    void groupsOfDeviceJsonWinOverGroupsJson() {
        String groups = "\"groups.json\":[{\"name\":\"old\"}],\"device.json\":{\"groups\":[{\"name\":\"new\"}]},";

        assertEquals(List.of("a:new"), assignment(groups, "a"));
        assertEquals(List.of(new Problem("groups.json:$", "ignored, since device.json has groups")),
                SampleState.warnings(state(groups, "a")));
    }

    @Test
    void aDeviceJsonWithoutGroupsLeavesTheDefaults() {
        assertEquals(List.of("a:root"), assignment("\"device.json\":{},", "a"));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        String text = SampleState.TEXT
                .replace("\"status_goal\": \"READY\"", "\"status_goal\": 7")
                .replace("\"persistence\": \"boot\"", "\"persistence\": \"forever\"")
                .replace("\"dev-log\": false", "\"dev-log\": \"no\"")
                .replace("root.squashfs\",", "../root.squashfs\",");

        List<String> paths = new ArrayList<>();
        for (Problem problem : SampleState.problems(text)) {
            paths.add(problem.path());
        }
        assertEquals(
                List.of("device.json:$.groups[0].status_goal", "web/run.json:$.root-volume",
                        "web/run.json:$.storage.lxc-overlay.persistence", "web/run.json:$.dev-log"),
                paths);
    }

    @Test
    void unknownKeysAreWarnings() {
        String text = SampleState.TEXT
                .replace("\"dev-log\": false", "\"dev-log\": false, \"devlog\": true")
                .replace("\"description\": \"first\"", "\"descripton\": \"first\"")
                .replace("\"addons\":", "\"adons\": [], \"addons\":");

        assertEquals(
                List.of(new Problem("device.json:$.groups[0].descripton", "unknown key, ignored"),
                        new Problem("bsp/run.json:$.adons", "unknown key, ignored"),
                        new Problem("web/run.json:$.devlog", "unknown key, ignored")),
                SampleState.warnings(text));
    }

    private static VolumeName image(String file, String type) {
        return new VolumeName(Optional.empty(), file, new VolumeName.Kind.FileSystem(type));
    }

    private static List<String> assignment(String before, String... containers) {
        List<String> assigned = new ArrayList<>();
        for (Container container : SampleState.value(state(before, containers)).containers()) {
            assigned.add(container.name() + ":" + container.group());
        }
        return assigned;
    }

    private static String state(String before, String... containers) {
        StringBuilder text = new StringBuilder("{" + before);
        for (String container : containers) {
            String[] parts = container.split("/");
            text.append("\"" + parts[0] + "/run.json\":{\"name\":\"" + parts[0] + "\",\"type\":\"lxc\"")
                    .append(parts.length == 1 ? "},"  : "," + parts[1] + "},");
        }
        return text.append("\"#spec\":\"pantavisor-service-system@1\"}").toString();
    }
}
