package org.keelson.tests.vm;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs scripts in the guest's container {@code hands}, one after another. */
public final class Hands implements AutoCloseable {
    private final ServerSocketChannel server;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private volatile SocketChannel channel;
    private int number;
    private boolean greeted;

    /** What a script said and how it ended. */
    public record Result(int status, String output) {
        /** The output of a script that had to succeed. */
        public String good() {
            if (status != 0) {
                throw new AssertionError("status " + status + ": " + output);
            }
            return output.strip();
        }
    }

    Hands(Path socket) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::receive);
    }

    private void receive() {
        try (SocketChannel accepted = server.accept();
                BufferedReader in = new BufferedReader(Channels.newReader(accepted, StandardCharsets.UTF_8))) {
            channel = accepted;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answers.add(line);
            }
        } catch (IOException _) {
            // the machine is gone: whoever waits for an answer says so
        }
    }

    void awaitHello(Duration patience) {
        if (!greeted) {
            take("hello", patience);
            greeted = true;
        }
    }

    /** Runs a script of busybox's shell; its standard error is part of the output. */
    public Result run(String script) throws IOException {
        return run(script, Vm.PATIENCE);
    }

    /** Runs a script that may take so long. */
    public Result run(String script, Duration patience) throws IOException {
        send(script);
        String[] answer = take(number + " ", patience).split(" ", -1);
        return new Result(Integer.parseInt(answer[1]), new String(Base64.getDecoder().decode(answer[2]), StandardCharsets.UTF_8));
    }

    /** Has a script run that the machine, or this container, may not outlive: nothing waits for an answer. */
    public void send(String script) throws IOException {
        number++;
        String encoded = Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap((number + " " + encoded + "\n").getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Waits, in the guest, until a command succeeds. */
    public void await(String command, Duration patience) throws IOException {
        String script = "end=$(($(cut -d. -f1 /proc/uptime) + %d)); until { %s ; }; do [ $(cut -d. -f1 /proc/uptime) -lt $end ] || exit 1; usleep 50000; done"
                .formatted(patience.toSeconds(), command);
        Result result = run(script, patience.plus(Vm.PATIENCE));
        if (result.status() != 0) {
            throw new AssertionError("not true after %d s: %s%n%s".formatted(patience.toSeconds(), command, result.output()));
        }
    }

    private String take(String start, Duration patience) {
        try {
            String answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null || !answer.startsWith(start)) {
                throw new AssertionError("no answer '%s' from the guest within %d s, but %s".formatted(start, patience.toSeconds(), answer));
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (channel != null) {
            channel.close();
        }
    }
}
