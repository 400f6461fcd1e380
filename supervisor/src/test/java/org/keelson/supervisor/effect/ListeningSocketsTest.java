package org.keelson.supervisor.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.config.state.Container;
import org.keelson.config.state.Execution;
import org.keelson.config.state.IpAddress;
import org.keelson.config.state.ListeningSocket;
import org.keelson.config.state.ListeningSocket.Address;
import org.keelson.config.state.ListeningSocket.Kind;
import org.keelson.config.state.Resources;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Fd;
import org.keelson.linux.testing.FakeServerSockets;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.loop.LoopBench;

/** Sockets that are opened for a container, and who comes to them. */
class ListeningSocketsTest {
    private static final IpAddress ANY = new IpAddress("00000000");
    private static final String HTTP = "0.0.0.0:80";
    private static final String DNS = "0.0.0.0:53";

    @TempDir
    private Path folder;

    private final LoopBench bench = new LoopBench();
    private final FakeServerSockets servers = new FakeServerSockets(bench.descriptors);
    private final Fd executable = bench.descriptors.memory("keelson", 0);
    private final Memory memory = Memory.create(bench.descriptors, bench.survival, executable, true);
    private final List<ContainerEvent> events = new ArrayList<>();
    private Layout layout;
    private ListeningSockets sockets;
    private String path;

    @BeforeEach
    void make() {
        layout = new Trail(folder).layout;
        path = layout.sockets("web").resolve("api").toString();
        sockets = sockets(bench, memory);
    }

    private ListeningSockets sockets(LoopBench on, Memory kept) {
        return new ListeningSockets(on.loop, kept, servers, layout, (name, event) -> {
            assertEquals("web", name);
            events.add(event);
        });
    }

    /** One that activates it by TCP, one by a unix socket, and one for UDP that does not. */
    private static Container web() {
        return container(
                new ListeningSocket("http", Kind.STREAM, new Address.Inet(ANY, 80), true),
                new ListeningSocket("api", Kind.SEQPACKET, new Address.Unix("api"), true),
                new ListeningSocket("dns", Kind.DATAGRAM, new Address.Inet(ANY, 53), false));
    }

    private static Container container(ListeningSocket... sockets) {
        return Trail.web(new Execution(Map.of(), false, Resources.UNLIMITED, List.of(sockets)));
    }

    private List<ContainerEvent> happened() {
        bench.settle();
        List<ContainerEvent> all = List.copyOf(events);
        events.clear();
        return all;
    }

    @Test
    void allAreOpenedAndKeptInTheirOrder() throws IOException {
        sockets.open(web());

        assertEquals(Set.of(HTTP, DNS, path), servers.open());
        assertEquals(List.of(memory.kept("socket/web/0").orElseThrow(), memory.kept("socket/web/1").orElseThrow(),
                memory.kept("socket/web/2").orElseThrow()), sockets.of("web"));
        assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(layout.sockets("web"))));
    }

    @Test
    void openingTwiceOpensNothingMore() throws IOException {
        sockets.open(web());
        int before = bench.descriptors.openCount();

        sockets.open(web());

        assertEquals(before, bench.descriptors.openCount());
    }

    @Test
    void ifOneCannotBeOpenedNoneIs() {
        servers.inet(FakeServerSockets.Type.DATAGRAM, ANY.bytes(), 53);
        int before = bench.descriptors.openCount();

        LinuxException e = assertThrows(LinuxException.class, () -> sockets.open(web()));

        assertEquals("bind 0.0.0.0:53: EADDRINUSE (address in use)", e.getMessage());
        assertEquals(before, bench.descriptors.openCount());
        assertEquals(Set.of(DNS), servers.open());
    }

    @Test
    void socketThatCannotBeOpenedIsTheAnswerToListening() {
        servers.inet(FakeServerSockets.Type.STREAM, ANY.bytes(), 80);

        sockets.watch(web());

        assertEquals(List.of(new ContainerEvent.ListenFailed("bind 0.0.0.0:80: EADDRINUSE (address in use)")), happened());
    }

    @Test
    void firstOneWhoComesIsToldOnce() {
        sockets.watch(web());
        assertEquals(List.of(), happened());

        servers.arrive(HTTP);
        servers.arrive(path);
        assertEquals(List.of(new ContainerEvent.Connected()), happened());

        servers.arrive(HTTP);
        assertEquals(List.of(), happened());
    }

    @Test
    void socketThatDoesNotActivateWakesNobody() {
        sockets.watch(web());

        servers.arrive(DNS);

        assertEquals(List.of(), happened());
    }

    @Test
    void whoWasNotServedIsToldOfAgainWhenListeningAgain() {
        sockets.watch(web());
        servers.arrive(HTTP);
        happened();

        sockets.watch(web());
        assertEquals(List.of(new ContainerEvent.Connected()), happened());

        servers.serve(HTTP);
        sockets.watch(web());
        assertEquals(List.of(), happened());
        servers.arrive(path);
        assertEquals(List.of(new ContainerEvent.Connected()), happened());
    }

    @Test
    void containerThatIsStartedWithoutAConnectionIsNotToldOfTheNextOne() throws IOException {
        sockets.watch(web());

        sockets.open(web());
        servers.arrive(HTTP);

        assertEquals(List.of(), happened());
    }

    @Test
    void listeningTwiceIsListeningOnce() {
        sockets.watch(web());
        sockets.watch(web());

        servers.arrive(HTTP);

        assertEquals(List.of(new ContainerEvent.Connected()), happened());
    }

    @Test
    void closedOnesAreGoneButForTheirFolder() throws IOException {
        int before = bench.descriptors.openCount();
        sockets.watch(web());

        sockets.close("web");

        assertEquals(before, bench.descriptors.openCount());
        assertEquals(List.of(), happened());
        assertEquals(List.of(), sockets.of("web"));
        try (var files = Files.list(layout.sockets("web"))) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void closingWhatIsNotOpenDoesNothing() {
        int before = bench.descriptors.openCount();

        sockets.close("web");

        assertEquals(before, bench.descriptors.openCount());
    }

    @Test
    void socketThatAProgramShutDownIsOpenedAnewAndWakesNobody() {
        sockets.watch(web());
        int before = bench.descriptors.openCount();

        servers.shutDown(HTTP);
        assertEquals(List.of(), happened());
        servers.arrive(HTTP);

        assertEquals(List.of(new ContainerEvent.Connected()), happened());
        assertEquals(before, bench.descriptors.openCount());
    }

    @Test
    void programAfterAResumeListensOnTheSameSockets() {
        sockets.watch(web());
        List<Integer> before = sockets.of("web").stream().map(Fd::number).toList();
        LoopBench after = new LoopBench(bench.descriptors, bench.clock);
        Memory next = Memory.adopt(bench.descriptors, bench.survival, bench.survival.kept().getFirst(), executable, true);
        next.read();
        ListeningSockets resumed = sockets(after, next);

        servers.arrive(path);
        after.settle();
        assertEquals(List.of(), List.copyOf(events)); // until it is ordered to listen
        resumed.watch(web());
        after.settle();

        assertEquals(List.of(new ContainerEvent.Connected()), List.copyOf(events));
        assertEquals(before, resumed.of("web").stream().map(Fd::number).toList());
        assertTrue(bench.survival.kept().containsAll(before));
    }
}
