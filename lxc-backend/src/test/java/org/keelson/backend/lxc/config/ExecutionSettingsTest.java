package org.keelson.backend.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keelson.backend.LaunchPlan;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Resources;

/** What a run.json says of environment and limits, as liblxc reads it. */
class ExecutionSettingsTest {

    private static final Resources EVERYTHING = new Resources(OptionalLong.of(256L << 20), OptionalLong.of(192L << 20),
            OptionalInt.of(200), OptionalInt.of(1500), OptionalInt.of(64), OptionalInt.of(300));

    private static final Target.Host UNIFIED = Targets.HOST;
    private static final Target.Host LEGACY = Targets.on(CgroupLayout.LEGACY, 5).host();
    private static final Target.Host HYBRID = Targets.on(CgroupLayout.HYBRID, 6).host();

    @Test
    void limitsAreWrittenForCgroup2() {
        assertEquals("""
                lxc.cgroup2.memory.max = 268435456
                lxc.cgroup2.memory.high = 201326592
                lxc.cgroup2.cpu.weight = 200
                lxc.cgroup2.cpu.max = 150000 100000
                lxc.cgroup2.pids.max = 64
                lxc.cgroup2.io.weight = 300
                lxc.cgroup2.io.bfq.weight = 300
                """, lines("lxc.cgroup2.", plan("", limited(EVERYTHING), UNIFIED)));
    }

    @Test
    void limitsAreWrittenForTheControllersOfV1() {
        String expected = """
                lxc.cgroup.memory.limit_in_bytes = 268435456
                lxc.cgroup.memory.soft_limit_in_bytes = 201326592
                lxc.cgroup.cpu.shares = 2048
                lxc.cgroup.cpu.cfs_period_us = 100000
                lxc.cgroup.cpu.cfs_quota_us = 150000
                lxc.cgroup.pids.max = 64
                lxc.cgroup.blkio.weight = 1000
                lxc.cgroup.blkio.bfq.weight = 300
                """;

        for (Target.Host host : List.of(LEGACY, HYBRID)) {
            assertEquals(expected, lines("lxc.cgroup", plan("", limited(EVERYTHING), host)));
        }
    }

    @Test
    void onlyWhatIsAskedForIsLimited() {
        Resources pids = new Resources(OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty(),
                OptionalInt.of(10), OptionalInt.empty());

        assertEquals("lxc.cgroup2.pids.max = 10\n", lines("lxc.cgroup2.", plan("", limited(pids), UNIFIED)));
        assertEquals("", lines("lxc.cgroup2.", plan("", Execution.PLAIN, UNIFIED)));
    }

    @Test
    void runJsonWinsOverTheAuthorsLinesOfTheSameLimit() {
        LaunchPlan plan = plan("lxc.cgroup2.memory.max = 1G\nlxc.cgroup2.memory.swap.max = 0\nlxc.cgroup2.pids.max = 9\n",
                limited(weights(100)), UNIFIED);
        LaunchPlan limited = plan("lxc.cgroup2.pids.max = 9\nlxc.cgroup2.memory.swap.max = 0\n", limited(EVERYTHING), UNIFIED);

        assertEquals(List.of(), plan.notes());
        assertEquals(List.of("line 2: lxc.cgroup2.pids.max dropped: the container's run.json has this limit"), limited.notes());
        assertEquals("lxc.cgroup2.memory.swap.max = 0", limited.configText().lines().skip(2).findFirst().orElseThrow());
    }

    @Test
    void weightBeyondASchedulersRangeIsItsMostAndNoted() {
        LaunchPlan low = plan("", limited(weights(1)), LEGACY);
        LaunchPlan high = plan("", limited(weights(10_000)), LEGACY);

        assertEquals("lxc.cgroup.blkio.weight = 10\nlxc.cgroup.blkio.bfq.weight = 1\n", lines("lxc.cgroup.blkio", low));
        assertEquals("lxc.cgroup.blkio.weight = 1000\nlxc.cgroup.blkio.bfq.weight = 1000\n", lines("lxc.cgroup.blkio", high));
        assertEquals(List.of("resources.io.weight: blkio.weight takes 10 to 1000, set to 10"), low.notes());
        assertEquals(List.of("resources.io.weight: blkio.weight takes 10 to 1000, set to 1000",
                "resources.io.weight: blkio.bfq.weight takes 1 to 1000, set to 1000"), high.notes());
        assertEquals("lxc.cgroup.cpu.shares = 10\n", lines("lxc.cgroup.cpu.", plan("", limited(cpuWeight(1)), LEGACY)));
        assertEquals("lxc.cgroup.cpu.shares = 102400\n", lines("lxc.cgroup.cpu.", plan("", limited(cpuWeight(10_000)), LEGACY)));
    }

    @Test
    void oneSchedulersWeightIsEnough() {
        Target.Host bfq = Targets.host(CgroupLayout.UNIFIED, new CgroupFiles(Set.of("io.bfq.weight"), Map.of()));

        assertEquals("lxc.cgroup2.io.bfq.weight = 70\n", lines("lxc.cgroup2.", plan("", limited(weights(70)), bfq)));
    }

    @Test
    void whatCannotBeLimitedHereIsRefusedWithItsReason() {
        CgroupFiles some = new CgroupFiles(Set.of("cpu.weight", "pids.max"), Map.of("memory", "this kernel has no memory controller"));

        assertEquals(List.of(
                "resources.memory.max: this kernel has no memory controller",
                "resources.memory.high: this kernel has no memory controller",
                "resources.cpu.max: this kernel has no cpu.max",
                "resources.io.weight: this kernel has no io.weight"),
                problems(limited(EVERYTHING), Targets.host(CgroupLayout.UNIFIED, some)));
        assertEquals(6, problems(limited(EVERYTHING), Targets.host(CgroupLayout.LEGACY, CgroupFiles.NONE)).size());
    }

    @Test
    void variablesFollowTheAuthorsAndReachTheProgramAsTheyAre() {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("PLAIN", "x");
        env.put("EMPTY", "");
        env.put("BLANKS", "  a b\t ");
        env.put("SIGNS", "#a=b;$HOME \\ 'x' \"y\"");
        env.put("QUOTED", "\"z\"");

        LaunchPlan plan = plan("lxc.environment = PLAIN=author\n", new Execution(env, false, Resources.UNLIMITED, List.of()), UNIFIED);

        assertEquals("""
                lxc.environment = PLAIN=author
                lxc.environment = PLAIN=x
                lxc.environment = EMPTY=
                lxc.environment = "BLANKS=  a b\t "
                lxc.environment = SIGNS=#a=b;$HOME \\ 'x' "y"
                lxc.environment = QUOTED="z"
                """, lines("lxc.environment", plan));
        List<String> read = new ArrayList<>();
        ConfigText.parse(plan.configText()).lines().stream()
                .filter(line -> line.key().equals("lxc.environment")).skip(1).forEach(line -> read.add(line.value()));
        List<String> given = new ArrayList<>();
        env.forEach((name, value) -> given.add(name + '=' + value));
        assertEquals(given, read);
    }

    @Test
    void variablesWinOverThoseThatLxcSevenKeepsForTheProgramAlone() {
        Execution one = new Execution(Map.of("A", "1"), false, Resources.UNLIMITED, List.of());

        assertEquals("lxc.environment.runtime = A=0\nlxc.environment.runtime = A=1\n",
                lines("lxc.environment", plan("lxc.environment.runtime = A=0\n", one, Targets.on(CgroupLayout.UNIFIED, 7).host())));
    }

    @Test
    void variableThatWouldNotArriveIsRefusedWithoutTellingItsValue() {
        assertEquals(List.of("env.KEY: has a line break or NUL, which no LXC configuration can hold"),
                problems(env("KEY", "secret\nlxc.rootfs.path = /"), UNIFIED));
        assertEquals(List.of("env.container: is always set by LXC"), problems(env("container", "docker"), UNIFIED));
        assertEquals(List.of("env: not the name of a variable: 'A=B'"), problems(env("A=B", "c"), UNIFIED));
        assertEquals(1, problems(env("", "c"), UNIFIED).size());
    }

    private static Resources weights(int io) {
        return new Resources(OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty(),
                OptionalInt.empty(), OptionalInt.of(io));
    }

    private static Resources cpuWeight(int weight) {
        return new Resources(OptionalLong.empty(), OptionalLong.empty(), OptionalInt.of(weight), OptionalInt.empty(),
                OptionalInt.empty(), OptionalInt.empty());
    }

    private static Execution limited(Resources resources) {
        return new Execution(Map.of(), false, resources, List.of());
    }

    private static Execution env(String name, String value) {
        return new Execution(Map.of(name, value), false, Resources.UNLIMITED, List.of());
    }

    /** The lines of the configuration that begin so, without the places of the groups. */
    private static String lines(String prefix, LaunchPlan plan) {
        StringBuilder found = new StringBuilder();
        plan.configText().lines().filter(line -> line.startsWith(prefix) && !line.startsWith("lxc.cgroup.dir"))
                .forEach(line -> found.append(line).append('\n'));
        return found.toString();
    }

    private static LaunchPlan plan(String author, Execution execution, Target.Host host) {
        return switch (LaunchConfig.prepare("lxc.rootfs.path = /srv\n" + author, Targets.with(execution, host))) {
            case Preparation.Prepared(LaunchPlan plan) -> plan;
            case Preparation.Refused(List<String> problems) -> throw new AssertionError(problems);
        };
    }

    private static List<String> problems(Execution execution, Target.Host host) {
        return switch (LaunchConfig.prepare("lxc.rootfs.path = /srv\n", Targets.with(execution, host))) {
            case Preparation.Prepared(LaunchPlan plan) -> throw new AssertionError(plan.configText());
            case Preparation.Refused(List<String> problems) -> problems;
        };
    }
}
