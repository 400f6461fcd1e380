package org.keelson.supervisor.control;

import static org.junit.jupiter.api.Assertions.fail;

import org.keelson.linux.file.Fd;
import org.keelson.linux.testing.FakeDescriptors;
import org.keelson.linux.testing.FakePoller;
import org.keelson.linux.testing.FakeUnixSockets;
import org.keelson.linux.testing.FakeWakeups;
import org.keelson.linux.testing.TestClock;
import org.keelson.supervisor.loop.Loop;

/** A control server over fakes, with the host's socket and that of the container {@code web}. */
final class Bench {
    static final String HOST = "/run/pv-ctrl";
    static final String WEB = "/run/web/pv-ctrl";

    private static final int MANY_TURNS = 20_000;

    final FakeDescriptors descriptors = new FakeDescriptors();
    final FakeUnixSockets sockets = new FakeUnixSockets(descriptors);
    final TestClock clock = new TestClock();
    final FakePoller poller = new FakePoller(descriptors, clock);
    final Loop loop = new Loop(poller, new FakeWakeups(descriptors), clock);
    final FakeSubject subject = new FakeSubject();
    final ControlServer server;
    final Fd host;
    final Fd web;
    final int openAtRest;

    Bench() {
        this(false);
    }

    Bench(boolean faults) {
        server = new ControlServer(loop, sockets, descriptors, new Endpoints(subject, faults));
        host = server.open(HOST, 0600, new Caller.Host());
        web = server.open(WEB, 0666, new Caller.OfContainer("web"));
        openAtRest = descriptors.openCount();
    }

    /** Turns the loop until nothing is ready any more; a server that spins fails here. */
    void settle() {
        for (int i = 0; i < MANY_TURNS; i++) {
            if (poller.await(0) == 0) {
                return;
            }
            loop.turn(0);
        }
        fail("the loop does not come to rest");
    }

    /** Lets time pass and what is due happen. */
    void advance(long millis) {
        clock.advance(millis);
        loop.turn(0);
        settle();
    }

    /** Sends and returns everything that comes back at once; the connection stays open on the client's side. */
    String say(Fd client, String text) {
        descriptors.writeText(client, text);
        settle();
        return descriptors.available(client);
    }

    /** The answer on a connection of its own. */
    String ask(String path, String text) {
        Fd client = sockets.connect(path);
        String answer = say(client, text);
        client.close();
        settle();
        return answer;
    }

    static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    static String post(String target, String body) {
        return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static String put(String target, String body) {
        return post(target, body).replace("POST ", "PUT ");
    }

    /** An answer as the server writes it. */
    static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** The last answer on a connection. */
    static String lastAnswer(String status, String body) {
        return answer(status, body).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    }

    /** An error as the server writes it. */
    static String error(String status, String message) {
        return answer(status, "{\"Error\":\"" + message + "\"}");
    }

    /** An error that ends the connection. */
    static String lastError(String status, String message) {
        return lastAnswer(status, "{\"Error\":\"" + message + "\"}");
    }
}
