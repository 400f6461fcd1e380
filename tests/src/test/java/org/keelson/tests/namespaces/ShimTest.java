package org.keelson.tests.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The shim alone, as it is built into the executable: what it gives to a container's program, and how it stays above one. */
@Tag("namespaces")
class ShimTest {
    private static final List<String> BECOME = List.of();
    private static final List<String> STAY = List.of("--stay");
    private static final List<String> STAY_FIRST = List.of("--stay", "--namespace");
    static final List<List<String>> BOTH = List.of(BECOME, STAY);
    static final List<List<String>> STAYING = List.of(STAY, STAY_FIRST);

    private static final String SHOW_VARIABLES = "echo pid $$; env";
    private static final String SHOW_DESCRIPTORS =
            "find /proc/$$/fd -type l -printf 'fd %f %l\\n'; grep -s flags /proc/$$/fdinfo/[3-9]*; true";
    private static final String UNTIL_TOLD = "trap 'kill $!; exit 9' TERM; echo ready; while :; do sleep 1000 & wait $!; done";

    private Shim shim;

    @AfterEach
    void end() {
        shim.close();
    }

    private void start(List<String> options, String... program) {
        shim = Shim.start(Map.of(), options, program);
    }

    private static List<String> with(List<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all;
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void socketsAreAtThreeAndUpAndBlockAndNothingElseIsOpen(List<String> how) {
        start(with(how, "--names", "web:ctl", "--sockets", "2"), "sh", "-c", SHOW_DESCRIPTORS);

        List<String> sockets = shim.values("socket ");
        List<String> open = shim.values("fd ");
        assertEquals(List.of("3 socket:[" + sockets.get(0) + "]", "4 socket:[" + sockets.get(1) + "]"),
                open.stream().filter(fd -> fd.contains("socket")).toList());
        assertEquals(5, open.size(), open.toString());
        assertEquals(List.of("02", "02"), shim.lines().stream().filter(line -> line.contains("flags:"))
                .map(line -> line.substring(line.indexOf('\t') + 1)).toList()); // O_RDWR: neither O_CLOEXEC nor O_NONBLOCK
    }

    @Test
    void asManySocketsAsThereMayBeKeepTheirOrder() {
        String names = String.join(":", Collections.nCopies(32, "a-name-of-some-length"));

        start(List.of("--names", names, "--sockets", "32"), "sh", "-c", SHOW_DESCRIPTORS);

        List<String> expected = shim.values("socket ").stream().map(inode -> "socket:[" + inode + "]").toList();
        List<String> found = new ArrayList<>(Collections.nCopies(32, ""));
        for (String line : shim.values("fd ")) {
            String[] fields = line.split(" ");
            if (fields[1].startsWith("socket:")) {
                found.set(Integer.parseInt(fields[0]) - 3, fields[1]);
            }
        }
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void variablesTellOfTheSocketsInsteadOfWhatWasThere(List<String> how) {
        Map<String, String> before = Map.of("LISTEN_PID", "1", "LISTEN_FDS", "9", "LISTEN_FDNAMES", "x", "LISTEN_PIDFDID", "7",
                "container", "lxc", "KEPT", "a b");

        shim = Shim.start(before, with(how, "--names", "web:ctl", "--sockets", "2"), "sh", "-c", SHOW_VARIABLES);

        assertEquals(shim.values("pid "), shim.values("LISTEN_PID="));
        assertEquals(List.of("2"), shim.values("LISTEN_FDS="));
        assertEquals(List.of("web:ctl"), shim.values("LISTEN_FDNAMES="));
        assertEquals(List.of(), shim.values("LISTEN_PIDFDID="));
        assertEquals(List.of("pv-app"), shim.values("container="));
        assertEquals(List.of("a b"), shim.values("KEPT="));
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void withoutSocketsNoVariableTellsOfAny(List<String> how) {
        shim = Shim.start(Map.of("LISTEN_PID", "1", "LISTEN_FDS", "9", "LISTEN_FDNAMES", "x"), how,
                "sh", "-c", SHOW_VARIABLES + "; " + SHOW_DESCRIPTORS);

        assertEquals(List.of(), shim.values("LISTEN_"));
        assertEquals(List.of("pv-app"), shim.values("container="));
        assertEquals(3, shim.values("fd ").size(), shim.lines().toString());
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void programBeginsWithNoSignalBlockedOrIgnored(List<String> how) {
        start(how, "grep", "Sig", "/proc/self/status");

        assertEquals(List.of("0000000000000000"), shim.values("SigBlk:\t"));
        assertEquals(List.of("0000000000000000"), shim.values("SigIgn:\t"));
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void whatCannotBeExecutedIsTheErrnoAndTheEnd(List<String> how) {
        start(how, "/nothing/there");

        assertEquals(List.of("2"), shim.values("exec "));
        assertEquals(List.of("exit 127"), shim.values("end "));
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void environmentThatIsTooLargeIsRefused(List<String> how) {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 1100; i++) {
            many.put("V" + i, "");
        }

        shim = Shim.start(many, how, "true");

        assertEquals(List.of("7"), shim.values("exec "));
        assertEquals(List.of("exit 127"), shim.values("end "));
    }

    @Test
    void socketsThatDoNotFitTheirNamesAreRefused() {
        start(List.of("--names", "one", "--sockets", "2"), "true");

        assertEquals(List.of("74"), shim.values("exec "));
    }

    @Test
    void moreSocketsThanTheContainerMayHaveDescriptorsAreRefused() {
        start(List.of("--names", "a:b:c:d", "--sockets", "4", "--limit", "6"), "true");

        assertEquals(List.of("24"), shim.values("exec "));
    }

    @ParameterizedTest
    @FieldSource("BOTH")
    void containerThatRebootsItselfAsksForGoAndSocketsAgain(List<String> how) {
        start(with(how, "--again", "--names", "web", "--sockets", "1"), "sh", "-c", SHOW_VARIABLES + "; " + SHOW_DESCRIPTORS);

        assertEquals(2, shim.values("hello ").size());
        assertEquals(List.of(), shim.values("stale message"));
        assertEquals(List.of("1", "1"), shim.values("LISTEN_FDS="));
        assertEquals(shim.values("pid "), shim.values("LISTEN_PID="));
        assertEquals(2, shim.values("fd 3 socket:").size());
        assertEquals(List.of("exit 0", "exit 0"), shim.values("end "));
    }

    @ParameterizedTest
    @FieldSource("STAYING")
    void whoStaysHandsSignalsOnAndEndsWithTheProgramsStatus(List<String> how) {
        start(how, "sh", "-c", UNTIL_TOLD);
        shim.awaitLine("ready");

        Programs.signal("TERM", shim.pid());

        assertEquals(List.of("0"), shim.values("exec "));
        assertEquals(List.of("exit 9"), shim.values("end "));
    }

    @ParameterizedTest
    @FieldSource("STAYING")
    void whoStaysEndsWithASignalsNumberAsAShellDoes(List<String> how) {
        start(how, "sh", "-c", "kill -TERM $$");

        assertEquals(List.of("exit 143"), shim.values("end "));
    }

    @ParameterizedTest
    @FieldSource("STAYING")
    void whoStaysReapsOrphans(List<String> how) {
        start(how, "sh", "-c", "i=0; while [ $i -lt 200 ]; do (sleep 0.01 &); i=$((i + 1)); done; " + UNTIL_TOLD);
        shim.awaitLine("ready");
        int pid = shim.pid();

        Await.until("the program and its sleep are left", () -> Proc.descendants(pid).size() == 2);
        Programs.signal("TERM", pid);

        assertEquals(List.of("exit 9"), shim.values("end "));
    }

    @Test
    void whoStaysHoldsNothingAndIsSmall() {
        start(List.of("--stay", "--names", "web", "--sockets", "1"), "sh", "-c", UNTIL_TOLD);
        shim.awaitLine("ready");
        int pid = shim.pid();

        assertEquals(Set.of("0", "1", "2"), Set.of(Path.of("/proc/" + pid + "/fd").toFile().list()));
        String resident = Proc.status(pid, "VmRSS");
        assertTrue(Integer.parseInt(resident.split(" ")[0]) <= 16, resident);
        Programs.signal("TERM", pid);
        assertEquals(List.of("exit 9"), shim.values("end "));
    }

    @Test
    void whoStaysIsNotInTheProgramsProcessGroup() {
        start(STAY, "sh", "-c", "echo group $(cut -d ' ' -f 5 /proc/$$/stat) of $$");

        List<String> fields = List.of(shim.values("group ").getFirst().split(" of "));
        assertEquals(fields.get(0), fields.get(1));
        assertNotEquals(Integer.toString(shim.pid()), fields.get(0));
    }
}
