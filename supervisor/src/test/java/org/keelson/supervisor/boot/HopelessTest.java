package org.keelson.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keelson.supervisor.container.EndAction;
import org.keelson.supervisor.effect.Layout;
import org.keelson.supervisor.loop.LoopBench;

/** The wait before the reboot of a device that can run nothing. */
class HopelessTest {
    @TempDir
    private Path storage;

    private final List<EndAction> ends = new ArrayList<>();
    private Layout layout;

    @BeforeEach
    void makeLayout() {
        layout = new Layout(storage, Path.of("/run"), Path.of("/run/own"));
    }

    /** One boot; how many seconds passed until the reboot. */
    private long boot() {
        LoopBench bench = new LoopBench();
        long began = bench.loop.now();
        Hopeless.waitAndReboot(bench.loop, bench.workers, layout, action -> {
            ends.add(action);
            bench.loop.stop();
        });
        bench.settle();
        bench.loop.run();
        return (bench.loop.now() - began) / 1000;
    }

    @Test
    void waitDoublesUpToABound() {
        assertEquals(List.of(10L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 640L, 640L),
                IntStream.of(-1, 0, 1, 2, 3, 4, 5, 6, 7, Integer.MAX_VALUE).mapToObj(Hopeless::delaySeconds).toList());
    }

    @Test
    void everyBootThatFailsIsCounted() {
        assertEquals(List.of(10L, 20L, 40L), LongStream.generate(this::boot).limit(3).boxed().toList());
        assertEquals(List.of(EndAction.REBOOT, EndAction.REBOOT, EndAction.REBOOT), ends);
    }

    @Test
    void countBeginsAnewAfterABootThatWorked() throws IOException {
        boot();
        boot();

        Hopeless.forget(layout);

        assertEquals(10, boot());
    }

    @Test
    void tornCountIsNone() throws IOException {
        boot();
        try (var files = Files.list(storage)) {
            Files.writeString(files.findFirst().orElseThrow(), "\0\0");
        }

        assertEquals(10, boot());
    }

    @Test
    void withoutStorageTheWaitIsLongButNotTheLongest() {
        layout = new Layout(storage.resolve("missing"), Path.of("/run"), Path.of("/run/own"));

        assertEquals(320, boot());
        assertEquals(320, boot());
    }
}
