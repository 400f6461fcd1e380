package org.keelson.supervisor.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;

/** Runs commands against a supervisor that answers what a test says, on the sockets that exist; time passes only while they sleep. */
final class CliBench implements Transport {
    final List<String> requests = new ArrayList<>();
    List<String> existing = List.of(ControlClient.ON_HOST);
    Answer answer = new Answer(200, "");
    String input = "";
    long nanosPerLook;

    private final Map<String, ArrayDeque<Answer>> scripts = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private long now = Long.MAX_VALUE - 1_000_000_000; // a monotonic clock may begin anywhere, and pass its end

    private final Clock clock = new Clock() {
        @Override
        public long nanos() {
            now += nanosPerLook;
            return now;
        }

        @Override
        public void sleep(long millis) {
            now += millis * 1_000_000;
        }
    };

    /** What is answered to a method and path, one after the other; the last one for ever. */
    void script(String request, Answer... answers) {
        scripts.put(request, new ArrayDeque<>(List.of(answers)));
    }

    @Override
    public Answer exchange(String socket, String method, String path, String body) {
        requests.add((socket + " " + method + " " + path + " " + body).strip());
        if (!existing.contains(socket)) {
            throw new LinuxException("connect to", socket, Errno.ENOENT);
        }
        ArrayDeque<Answer> script = scripts.getOrDefault(method + " " + path, new ArrayDeque<>(List.of(answer)));
        return script.size() > 1 ? script.poll() : script.peek();
    }

    int run(String... args) {
        return run(Map.of(), args);
    }

    int run(Map<String, String> environment, String... args) {
        PrintStream answers = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8);
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        Terminal terminal = Terminal.of(in, answers, complaints);
        return Cli.run(args, new Session(new KeelsonCommand(), new ControlClient(this, environment), terminal, clock));
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
