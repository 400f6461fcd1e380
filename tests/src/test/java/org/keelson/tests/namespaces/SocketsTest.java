package org.keelson.tests.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers with sockets, and programs that are no init. */
@Tag("namespaces")
class SocketsTest {
    private static final String NOBODYS_ADDRESS = "192.0.2.1";

    @TempDir
    private Path work;

    private Appliance appliance;

    /** {@code web} and {@code once} are started by a connection, and the latter ends with each answer; {@code base} is always there. */
    @BeforeEach
    void boot() {
        String sockets = """
                {"sockets": [{"name": "api", "listen": "unix:api", "activate": true},
                             {"name": "http", "listen": "%s:%d", "activate": true},
                             {"name": "http6", "listen": "[::]:%d"}], "init": %s}
                """;
        Revision.on(work.resolve("storage"))
                .directory("base", "root", "service", """
                        {"sockets": [{"name": "log", "listen": "unix:log", "type": "datagram"},
                                     {"name": "bus", "listen": "unix:bus", "type": "seqpacket"},
                                     {"name": "syslog", "listen": "0.0.0.0:514", "type": "datagram"}], "init": true}
                        """)
                .directory("web", "app", "serve 1000", sockets.formatted(NOBODYS_ADDRESS, 80, 80, true))
                .directory("once", "app", "serve 1", sockets.formatted("0.0.0.0", 81, 81, false))
                .write();
        Path serve = work.resolve("serve");
        Programs.check("gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-static",
                Programs.root().resolve("tests/namespaces/serve.c").toString(), "-o", serve.toString());
        for (String name : Set.of("web", "once")) {
            Revision.copyOnce(serve, work.resolve("storage/roots").resolve(name).resolve("bin/serve"));
        }
        appliance = Appliance.start(work, Appliance.Groups.OWN);
        appliance.awaitConsole("goals reached");
    }

    @AfterEach
    void end() {
        appliance.close();
    }

    /** What the program says to whoever connects to its unix socket. */
    private String ask(String container) {
        Path path = appliance.inside("run/keelson/sockets/" + container + "/api");
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(appliance.console(), e);
        }
    }

    private String inItsNetwork(String command) {
        return Programs.check("nsenter", "--net", "--target", Integer.toString(appliance.pid()), "sh", "-c", command);
    }

    @Test
    void firstConnectionStartsTheContainerAndIsAnswered() {
        assertEquals("INSTALLED", appliance.container("web").get("status").getAsString());
        assertFalse(appliance.container("web").has("pid"));

        assertEquals("0 of api:http:http6 to 2\n", ask("web")); // 1 is the shim, which stays above it

        appliance.await("web", "STARTED");
        assertEquals("0 of api:http:http6 to 2\n", ask("web"));
    }

    @Test
    void addressThatComesLaterActivatesToo() {
        inItsNetwork("busybox ip link set lo up; busybox ip address add " + NOBODYS_ADDRESS + "/32 dev lo");

        assertEquals("1 of api:http:http6 to 2\n", inItsNetwork("busybox nc " + NOBODYS_ADDRESS + " 80 </dev/null"));
        assertEquals("2 of api:http:http6 to 2\n", inItsNetwork("busybox nc ::1 80 </dev/null"));
        assertEquals("1 of api:http:http6 to 1\n", inItsNetwork("busybox nc 127.0.0.1 81 </dev/null"));
    }

    @Test
    void eachConnectionStartsAContainerThatEndsWithItsWork() {
        for (int i = 0; i < 2; i++) {
            assertEquals("0 of api:http:http6 to 1\n", ask("once"));
        }
        appliance.await("once", "INSTALLED");
        Set<String> before = openSockets(appliance.pid());

        for (int i = 0; i < 2; i++) {
            assertEquals("0 of api:http:http6 to 1\n", ask("once"));
        }

        appliance.await("once", "INSTALLED");
        Await.until("as many sockets as before", () -> openSockets(appliance.pid()).equals(before));
    }

    @Test
    void socketsOutliveACrashOfPidOne() {
        ask("web");
        Set<String> before = openSockets(program("web"));

        appliance.signal("SEGV");
        appliance.awaitConsole("pid1: resumed");

        assertEquals("0 of api:http:http6 to 1\n", ask("once"));
        assertEquals("0 of api:http:http6 to 2\n", ask("web"));
        assertEquals(before, openSockets(program("web")));
        assertEquals(3, before.size());
    }

    /** The child of its shim. */
    private int program(String container) {
        return Proc.descendants(appliance.outer(appliance.await(container, "STARTED"), "pid")).getFirst();
    }

    @Test
    void everyKindOfSocketIsOpened() {
        String udp = Proc.read(appliance.pid(), "net/udp");
        String unix = Proc.read(appliance.pid(), "net/unix");

        assertTrue(udp.contains("00000000:0202 "), udp);
        assertTrue(unix.lines().anyMatch(line -> line.contains(" 0002 ") && line.endsWith("/run/keelson/sockets/base/log")), unix);
        assertTrue(unix.lines().anyMatch(line -> line.contains(" 0005 ") && line.endsWith("/run/keelson/sockets/base/bus")), unix);
        assertEquals(3, openSockets(program("base")).size());
    }

    @Test
    void onlyPidOneAndTheProgramHaveTheSockets() {
        ask("web");
        JsonObject web = appliance.await("web", "STARTED");
        int shim = appliance.outer(web, "pid");

        Set<String> given = openSockets(program("web"));

        assertEquals(3, given.size(), given.toString());
        assertTrue(openSockets(appliance.pid()).containsAll(given));
        assertEquals(Set.of(), openSockets(shim));
        Set<String> launchers = openSockets(appliance.outer(web, "launcher"));
        launchers.retainAll(given);
        assertEquals(Set.of(), launchers);
    }

    private static Set<String> openSockets(int pid) {
        Set<String> sockets = new TreeSet<>();
        for (String fd : Path.of("/proc/" + pid + "/fd").toFile().list()) {
            try {
                String target = Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/" + fd)).toString();
                if (target.startsWith("socket:")) {
                    sockets.add(target);
                }
            } catch (IOException _) {
                // closed meanwhile
            }
        }
        return sockets;
    }

    @Test
    void programThatIsNoInitIsToldToEndAndItsStatusIsTheContainers() {
        assertTrue(Proc.read(program("base"), "cmdline").endsWith("/bin/service\0"));
        appliance.awaitOutput("base", "written");

        appliance.signal("TERM");

        assertEquals(0, appliance.exitCode());
        assertTrue(appliance.output("base").contains("ended at "), appliance.output("base"));
        appliance.assertNothingLeft();
    }
}
