package org.keelson.supervisor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.keelson.linux.event.Poller;
import org.keelson.linux.file.Fd;

/** Connections: that they end, that they are bounded, and that none holds another up. */
class ControlServerTest {
    private static final String OK = Bench.answer("200 OK", "");

    private final Bench bench = new Bench();

    private static String signal() {
        return Bench.post("/signal", "{\"type\":\"ready\"}");
    }

    private List<Fd> connect(String path, int count) {
        List<Fd> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(bench.sockets.connect(path));
            bench.settle();
        }
        return clients;
    }

    private void manyContainers(int count) {
        List<ContainerView> many = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            many.add(new ContainerView("container-" + i, "app", "STARTED", "STARTED", "system", List.of(),
                    ContainerView.Run.NONE, Optional.empty(), true, Optional.empty(), false, 1, Optional.empty(), Optional.empty()));
        }
        bench.subject.containers = Optional.of(many);
    }

    @Test
    void socketGetsTheModeThatWasAskedFor() {
        assertEquals(Optional.of(0600), bench.sockets.mode(Bench.HOST));
        assertEquals(Optional.of(0666), bench.sockets.mode(Bench.WEB));
    }

    @Test
    void thousandConnectionsLeaveNoDescriptorOpen() {
        for (int i = 0; i < 1000; i++) {
            assertEquals(OK, bench.ask(Bench.WEB, signal()));
        }

        assertEquals(bench.openAtRest, bench.descriptors.openCount());
        assertEquals(bench.openAtRest, bench.poller.watched());
    }

    @Test
    void clientThatDisappearsAtAnyByteLeavesNothing() {
        String request = signal();

        for (int length = 0; length <= request.length(); length++) {
            Fd client = bench.sockets.connect(Bench.WEB);
            bench.descriptors.writeText(client, request.substring(0, length));
            if (length % 2 == 0) {
                bench.settle();
            }
            client.close();
            bench.settle();
            assertEquals(bench.openAtRest, bench.descriptors.openCount());
        }
    }

    @Test
    void answerIsWrittenAsFastAsItIsRead() {
        manyContainers(200);
        bench.sockets.streamCapacity(100);
        Fd client = bench.sockets.connect(Bench.HOST);
        StringBuilder answer = new StringBuilder();

        for (String part = bench.say(client, Bench.get("/containers")); !part.isEmpty(); part = bench.descriptors.available(client)) {
            assertTrue(part.length() <= 100);
            answer.append(part);
            bench.settle();
        }

        assertEquals(bench.ask(Bench.HOST, "").length(), 0);
        bench.sockets.streamCapacity(1 << 20);
        assertEquals(bench.ask(Bench.HOST, Bench.get("/containers")), answer.toString());
        assertTrue(answer.toString().endsWith("}]"));
    }

    @Test
    void clientThatTakesNoAnswerIsNotReadFromAndHoldsNobodyUp() {
        manyContainers(200);
        bench.sockets.streamCapacity(300);
        Fd lazy = bench.sockets.connect(Bench.HOST);
        bench.descriptors.writeText(lazy, Bench.get("/containers"));
        bench.settle();
        bench.descriptors.writeText(lazy, "x".repeat(300));
        bench.settle();

        assertEquals(OK, bench.ask(Bench.WEB, signal()));
        assertEquals(bench.openAtRest + 2, bench.descriptors.openCount());

        bench.advance(10_000);
        assertEquals(bench.openAtRest + 1, bench.descriptors.openCount());
    }

    @Test
    void clientThatDisappearsBeforeItTakesItsAnswerIsClosed() {
        manyContainers(200);
        bench.sockets.streamCapacity(300);
        Fd lazy = bench.sockets.connect(Bench.HOST);
        bench.say(lazy, Bench.get("/containers"));

        lazy.close();
        bench.settle();

        assertEquals(bench.openAtRest, bench.descriptors.openCount());
    }

    @Test
    void idleClientIsCutAfterTenSecondsAndNoSooner() {
        Fd client = bench.sockets.connect(Bench.WEB);
        bench.settle();

        bench.advance(9_999);
        assertEquals(OK, bench.say(client, signal()));
        bench.advance(9_999);
        assertEquals(bench.openAtRest + 2, bench.descriptors.openCount());
        bench.advance(1);

        assertTrue(bench.descriptors.ended(client));
        assertEquals(bench.openAtRest + 1, bench.descriptors.openCount());
    }

    @Test
    void clientThatSendsByDropsIsCutAllTheSame() {
        Fd client = bench.sockets.connect(Bench.WEB);
        bench.settle();

        for (int i = 0; i < 10; i++) {
            bench.descriptors.writeText(client, "P");
            bench.advance(1_000);
        }

        assertTrue(bench.descriptors.ended(client));
    }

    @Test
    void withoutConnectionsNoTimerRuns() {
        bench.ask(Bench.WEB, signal());
        bench.advance(20_000);
        long before = bench.clock.getAsLong();

        bench.loop.post(bench.loop::stop);
        bench.loop.run();

        assertEquals(before, bench.clock.getAsLong());
    }

    @Test
    void furtherConnectionsWaitUntilOneEnds() {
        List<Fd> clients = connect(Bench.HOST, 17);

        assertEquals(bench.openAtRest + 17 + 16, bench.descriptors.openCount());
        assertEquals("", bench.say(clients.get(16), Bench.get("/groups")));

        clients.get(3).close();
        bench.settle();
        assertFalse(bench.descriptors.available(clients.get(16)).isEmpty());
    }

    @Test
    void containerThatTakesAllItsConnectionsLeavesTheHostItsOwn() {
        connect(Bench.WEB, 20);

        assertEquals(bench.openAtRest + 20 + 4, bench.descriptors.openCount());
        assertFalse(bench.ask(Bench.HOST, Bench.get("/groups")).isEmpty());
    }

    @Test
    void allContainersTogetherAreBoundedAndEachGetsItsTurn() {
        List<Fd> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            bench.server.open("/run/" + i, 0666, new Caller.OfContainer("c" + i));
            clients.addAll(connect("/run/" + i, 4));
        }

        assertEquals(bench.openAtRest + 20 + 80 + 48, bench.descriptors.openCount());
        assertEquals("", bench.say(clients.get(79), signal()));
        bench.advance(10_000);
        assertEquals(OK, bench.descriptors.available(clients.get(79)));
    }

    @Test
    void lackOfDescriptorsDoesNotMakeTheLoopSpin() {
        bench.sockets.acceptFails(true);
        Fd client = bench.sockets.connect(Bench.WEB);
        bench.settle();
        assertEquals(Optional.of(0), bench.poller.interest(bench.web));

        bench.sockets.acceptFails(false);
        bench.advance(1_000);

        assertEquals(Optional.of(Poller.READ), bench.poller.interest(bench.web));
        assertEquals(OK, bench.say(client, signal()));
    }

    @Test
    void closingASocketCutsItsConnectionsOnly() {
        Fd cut = bench.sockets.connect(Bench.WEB);
        Fd kept = bench.sockets.connect(Bench.HOST);
        bench.settle();

        bench.server.close(bench.web);
        bench.settle();

        assertTrue(bench.descriptors.ended(cut));
        assertFalse(bench.say(kept, Bench.get("/groups")).isEmpty());
        assertEquals(bench.openAtRest - 1 + 2 + 1, bench.descriptors.openCount());
    }

    @Test
    void commandMayCloseTheSocketThatItCameFrom() {
        bench.subject.whenCommanded = () -> bench.server.close(bench.host);
        Fd client = bench.sockets.connect(Bench.HOST);

        String answer = bench.say(client, Bench.post("/commands", "{\"op\":\"REBOOT_DEVICE\"}"));

        assertEquals("", answer);
        assertTrue(bench.descriptors.ended(client));
        assertEquals(bench.openAtRest - 1 + 1, bench.descriptors.openCount());
    }

    @Test
    void socketThatWasKeptOverAResumeServesOn() {
        Fd listening = bench.sockets.listen("/run/kept", 0600);
        Fd client = bench.sockets.connect("/run/kept");

        bench.server.adopt(listening, new Caller.Host());

        assertFalse(bench.say(client, Bench.get("/groups")).isEmpty());
    }
}
