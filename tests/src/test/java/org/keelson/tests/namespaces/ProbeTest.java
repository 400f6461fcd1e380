package org.keelson.tests.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code keelson probe tcp} and {@code http}, against servers that only exist in another network namespace. */
@Tag("namespaces")
class ProbeTest {
    /** How {@code timeout(1)} and shells tell that SIGALRM ended a process. */
    private static final int ALARM = 128 + 14;

    private static final List<Process> SERVERS = new ArrayList<>();
    private static Process network;

    @BeforeAll
    static void makeNetwork() throws IOException {
        network = start("unshare", "--net", "busybox", "sh", "-c", "busybox ip link set lo up && echo up && exec busybox sleep 1000");
        assertEquals("up", network.inputReader().readLine());
        answer(8001, "HTTP/1.1 200 OK\\r\\n\\r\\n");
        answer(8002, "HTTP/1.1 503 Service Unavailable\\r\\nContent-Length: 0\\r\\n\\r\\n");
        answer(8003, "SSH-2.0-OpenSSH_9.2\\r\\n");
        serve(8004, "busybox", "sleep", "1000");
        serve(8005, "busybox", "true");
        serve(8006, "busybox", "sleep", "1000");
    }

    private static void answer(int port, String text) throws IOException {
        serve(port, "busybox", "printf", text);
    }

    private static void serve(int port, String... program) throws IOException {
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + namespace(), "busybox", "nc", "-l", "-p",
                Integer.toString(port), "-e"));
        command.addAll(List.of(program));
        SERVERS.add(start(command.toArray(String[]::new)));
        String listening = ":" + Integer.toHexString(port).toUpperCase(Locale.ROOT) + " ";
        Await.until("port " + port, () -> (Proc.read((int) network.pid(), "net/tcp") + Proc.read((int) network.pid(), "net/tcp6"))
                .contains(listening));
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Path namespace() {
        return Path.of("/proc", Long.toString(network.pid()), "ns/net");
    }

    @AfterAll
    static void end() {
        SERVERS.forEach(server -> server.descendants().forEach(ProcessHandle::destroyForcibly));
        SERVERS.forEach(Process::destroyForcibly);
        network.destroyForcibly();
    }

    private static Programs.Result probe(String arguments) {
        return Programs.run("bash", "-c", Programs.keelson() + " probe " + arguments + " 3<" + namespace() + "; exit $?");
    }

    @Test
    void portThatIsOpenThereIsWell() {
        assertEquals(new Programs.Result(0, ""), probe("tcp 5000 8006"));
    }

    @Test
    void portThatIsClosedIsRefused() {
        assertEquals(new Programs.Result(1, "connect to port 8000: ECONNREFUSED (connection refused)"), probe("tcp 5000 8000"));
        assertEquals(new Programs.Result(1, "connect to port 8000: ECONNREFUSED (connection refused)"), probe("http 5000 8000 /"));
    }

    @Test
    void statusOfTheServerDecides() {
        assertEquals(new Programs.Result(0, ""), probe("http 5000 8001 /health"));
        assertEquals(new Programs.Result(1, "http 503"), probe("http 5000 8002 /health"));
    }

    @Test
    void whatIsNotHttpIsMalformed() {
        assertEquals(new Programs.Result(1, "http: the answer is malformed"), probe("http 5000 8003 /"));
    }

    @Test
    void silenceEndsTheProbeByItsAlarm() {
        assertEquals(ALARM, probe("http 300 8004 /").code());
    }

    @Test
    void commandLineThatIsNoneIsRefused() {
        assertEquals(64, probe("tcp").code());
        assertEquals(64, probe("udp 5000 53").code());
        assertEquals(64, probe("tcp soon 53").code());
    }
}
