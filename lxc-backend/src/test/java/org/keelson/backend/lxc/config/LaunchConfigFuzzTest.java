package org.keelson.backend.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.keelson.backend.LaunchPlan;
import org.keelson.config.state.Execution;
import org.keelson.config.state.Resources;

/** Any text of an author gives a plan that liblxc can read, or reasons; seeds are fixed. */
class LaunchConfigFuzzTest {

    private static final int ROUNDS = 10_000;
    private static final String NOISE = "ab \t=#/:.\"'\\,\n\r\0\u00e9\u2028\ud800";

    private static final List<String> KEYS = List.of("lxc.rootfs.path", "lxc.rootfs.options", "lxc.init.cmd",
            "lxc.mount.entry", "lxc.uts.name", "lxc.cgroup.devices.deny", "lxc.cgroup2.memory.max", "lxc.net.0.type",
            "lxc.apparmor.profile", "lxc.namespace.keep", "lxc.tty.min",
            "lxc.log.file", "lxc.console.path", "lxc.proc");

    private static final List<String> VALUES = List.of("overlay:/l:/d/u", "dir:/x", "/sbin/init 'a b'", "ro,nodev", "",
            "/a b none bind,origin=mkdir", "o t overlay upperdir=/u,workdir=/w", "net uts", "unconfined", "strict");

    @Test
    void anyTextIsPreparedOrRefusedForAReason() {
        Random random = new Random(2024);
        int prepared = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String text = text(random);
            Target target = target(random);
            switch (LaunchConfig.prepare(text, target)) {
                case Preparation.Prepared(LaunchPlan plan) -> {
                    checkPlan(plan, target);
                    prepared++;
                }
                case Preparation.Refused(List<String> problems) -> assertFalse(problems.isEmpty());
            }
        }
        assertTrue(prepared > ROUNDS / 10, "prepared only " + prepared);
    }

    private static void checkPlan(LaunchPlan plan, Target target) {
        ConfigText written = ConfigText.parse(plan.configText());

        assertEquals(List.of(), written.problems());
        assertEquals(List.of(), written.ignored());
        assertEquals(plan.configText().chars().filter(c -> c == '\n').count(), written.lines().size());
        for (ConfigText.Line line : written.lines()) {
            assertTrue(KnownKeys.accepts(line.key(), line.value(), target.host().lxc()), line.raw());
        }
        assertEquals("dir:/run/root", written.last("lxc.rootfs.path").orElseThrow().value());
        assertEquals("none", written.last("lxc.console.path").orElseThrow().value());
        assertEquals("lxc/app", written.last("lxc.cgroup.dir.container").orElseThrow().value());
        assertEquals(Optional.empty(), written.last("lxc.init.cmd"));
        assertEquals(target.additions().execution().env(), environment(written));
        assertTrue(written.lines().getLast().value().contains(LaunchConfig.SHIM_TARGET));
        assertTrue(plan.argv().size() > 2);
        assertTrue(plan.directoriesToCreate().stream().allMatch(Path::isAbsolute));
        assertTrue(plan.notes().stream().noneMatch(note -> note.chars().anyMatch(Character::isISOControl)));
    }

    private static Map<String, String> environment(ConfigText written) {
        Map<String, String> found = new TreeMap<>();
        for (ConfigText.Line line : written.lines()) {
            if (line.key().startsWith("lxc.environment")) {
                int cut = line.value().indexOf('=');
                found.put(line.value().substring(0, cut), line.value().substring(cut + 1));
            }
        }
        return found;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(8) > 0 ? "lxc.rootfs.path = overlay:/l:/d/u\n" : "");
        for (int n = random.nextInt(6); n > 0; n--) {
            boolean noisy = random.nextInt(6) == 0;
            text.append(KEYS.get(random.nextInt(KEYS.size()))).append(noisy ? RandomText.of(random, NOISE, 4) : " = ");
            text.append(VALUES.get(random.nextInt(VALUES.size())));
            text.append(noisy ? RandomText.of(random, NOISE, 8) : "").append('\n');
        }
        return text.toString();
    }

    private static Target target(Random random) {
        CgroupLayout layout = CgroupLayout.values()[random.nextInt(CgroupLayout.values().length)];
        AppArmor appArmor = AppArmor.values()[random.nextInt(AppArmor.values().length)];
        LxcVersion version = new LxcVersion(5 + random.nextInt(3), 0, 0);
        Optional<Path> overlay = random.nextBoolean() ? Optional.empty() : Optional.of(Path.of("/cfg"));
        return new Target("app", "root", new Target.Paths(Path.of("/run/root"), Path.of("/shim"), overlay),
                new Target.Additions(List.of(), List.of(), execution(random)),
                new Target.Host(version, layout, random.nextBoolean(), Targets.allFiles(layout), appArmor),
                new Target.Log(Path.of("/dev/fd/3"), 2));
    }

    private static Execution execution(Random random) {
        Map<String, String> env = new TreeMap<>();
        for (int n = random.nextInt(3); n > 0; n--) {
            env.put("V" + n, RandomText.of(random, NOISE.replaceAll("[\\n\\r\\x00]", ""), 8));
        }
        Resources limits = new Resources(OptionalLong.of(1 << 20), OptionalLong.empty(), OptionalInt.empty(), OptionalInt.of(500),
                OptionalInt.empty(), OptionalInt.of(1 + random.nextInt(10_000)));
        return new Execution(env, false, random.nextBoolean() ? limits : Resources.UNLIMITED, List.of());
    }
}
