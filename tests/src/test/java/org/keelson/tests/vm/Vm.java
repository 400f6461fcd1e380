package org.keelson.tests.vm;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A running QEMU. Closing it is a power cut, and leaves nothing behind but the disk, which is the caller's, and the console's text. */
public final class Vm implements AutoCloseable {
    /** For a boot and for whatever a guest does; a machine under load takes its time. */
    public static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Path folder;
    private final Process process;
    private final Hands hands;
    private final Lines console = new Lines();
    private final Thread reader;
    private final Thread onExit = new Thread(this::kill);
    private final ReentrantLock reading = new ReentrantLock();
    private final Condition resumed = reading.newCondition();
    private boolean stopped;

    /**
     * What to boot.
     *
     * @param name of the file that keeps the console
     * @param initramfs an image's name
     * @param disk is written to
     * @param words more of the kernel's command line
     */
    public record Plan(Guest guest, String name, String initramfs, Path disk, String words) {}

    private Vm(Plan plan, Path folder) throws IOException {
        this.folder = folder;
        hands = new Hands(folder.resolve("hands"));
        List<String> command = new ArrayList<>(List.of(
                Guest.tool("vm").toString(), "--arch", plan.guest().arch(), "--disk", plan.disk().toString(),
                "--initramfs", plan.guest().image(plan.initramfs()).toString(), "--append", plan.words(),
                "--qmp", folder.resolve("qmp").toString(), "--",
                "-device", "virtio-serial-pci", "-chardev", "socket,id=hands,path=" + folder.resolve("hands"),
                "-device", "virtserialport,chardev=hands,name=hands"));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(onExit);
        Path log = plan.guest().folder().resolve(plan.name() + ".console");
        reader = Thread.ofPlatform().daemon().start(() -> read(log));
    }

    /** Starts QEMU; returns at once. */
    public static Vm start(Plan plan) throws IOException {
        return new Vm(plan, Files.createTempDirectory("keelson-vm"));
    }

    private void read(Path log) {
        try (OutputStream kept = new BufferedOutputStream(Files.newOutputStream(log)); InputStream in = process.getInputStream()) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                kept.write(buffer, 0, count);
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n') {
                        console.add(line.toString(StandardCharsets.UTF_8).strip());
                        line.reset();
                    } else {
                        line.write(buffer[i]);
                    }
                }
                kept.flush();
                waitWhileStopped();
            }
        } catch (IOException | InterruptedException _) {
            // QEMU is gone, or the test is: what was read is what there is
        } finally {
            console.end();
        }
    }

    private void waitWhileStopped() throws InterruptedException {
        reading.lock();
        try {
            while (stopped) {
                resumed.await();
            }
        } finally {
            reading.unlock();
        }
    }

    /** What the guest printed. */
    public Lines console() {
        return console;
    }

    /** The console is a terminal that nobody reads any more; soon it takes no byte. */
    public void stopReadingConsole() {
        reading.lock();
        try {
            stopped = true;
        } finally {
            reading.unlock();
        }
    }

    /** The hands in the guest, once its container runs. */
    public Hands hands() throws IOException {
        hands.awaitHello(PATIENCE);
        return hands;
    }

    /** Asks QEMU itself; returns when it has answered. */
    public void qmp(String command) throws IOException {
        Qmp.execute(folder.resolve("qmp"), command);
    }

    /** Waits until the machine has ended by itself. */
    public void awaitEnd(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the machine did not end in " + patience.toSeconds() + " s");
        }
        reader.join(patience);
    }

    /** A power cut: nothing is flushed, nobody is told. */
    public void cutPower() {
        kill();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() throws IOException {
        reader.interrupt();
        cutPower();
        Runtime.getRuntime().removeShutdownHook(onExit);
        hands.close();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> file.toFile().delete());
        }
        Files.delete(folder);
    }
}
