package org.keelson.tests.vm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A device with a disk of its own that can be booted again and again. */
public final class Device implements AutoCloseable {
    private final Guest guest;
    private final String name;
    private final String initramfs;
    private final Path folder;
    private final Path disk;
    private Vm vm;
    private int boots;

    /** @param image the disk's name without {@code .img} */
    public Device(String image, String initramfs) throws IOException, InterruptedException {
        this.guest = Guest.ofThisRun();
        this.name = image + (initramfs.equals("initramfs") ? "" : "-" + initramfs.substring("initramfs-".length()));
        this.initramfs = initramfs;
        folder = Files.createTempDirectory("keelson-device");
        disk = guest.disk(image + ".img", folder);
    }

    /** Its disk, while it is off. */
    public Path disk() {
        return disk;
    }

    /** Its architecture. */
    public Guest guest() {
        return guest;
    }

    /** Switches it on. */
    public Vm boot(String words) throws IOException {
        off();
        boots++;
        vm = Vm.start(new Vm.Plan(guest, name + "-" + boots, initramfs, disk, words));
        return vm;
    }

    /** Switches it on and waits for all goals. */
    public Vm bootToGoals(String words) throws IOException {
        boot(words).console().await("goals reached", Vm.PATIENCE);
        return vm;
    }

    /** The machine that runs. */
    public Vm vm() {
        return vm;
    }

    /** Runs a script in it; it has to succeed. */
    public String run(String script) throws IOException {
        return vm.hands().run(script).good();
    }

    /** {@code GET /v1/containers}, by name. */
    public Map<String, JsonObject> containers() throws IOException {
        String answer = run("probe http $KEELSON_SOCKET GET /v1/containers");
        Map<String, JsonObject> found = new LinkedHashMap<>();
        for (JsonElement element : JsonParser.parseString(answer.substring(answer.indexOf('\n'))).getAsJsonArray()) {
            found.put(element.getAsJsonObject().get("name").getAsString(), element.getAsJsonObject());
        }
        return found;
    }

    /** The pids of the containers that run, by name. */
    public Map<String, Integer> pids(String member) throws IOException {
        Map<String, Integer> pids = new LinkedHashMap<>();
        containers().forEach((name, container) -> {
            if (container.has(member)) {
                pids.put(name, container.get(member).getAsInt());
            }
        });
        return pids;
    }

    /** Waits until a container has ended, and says how. */
    public String awaitExit(String container, Duration patience) throws IOException {
        vm.console().await("container[" + container + "]: status changed, from=STOPPING, to=STOPPED", patience);
        return containers().get(container).get("exit").getAsString();
    }

    /** The lines of a container's log in revision 0, oldest first. */
    public List<String> log(String container) throws IOException {
        return run("cd /host-storage/logs/0/%s/lxc && cat console.log.1 console.log 2>/dev/null || true".formatted(container)).lines().toList();
    }

    /** The {@code CHECK name=value} lines of a container; the last one of a name counts. */
    public Map<String, String> checks(String container) throws IOException {
        Map<String, String> checks = new LinkedHashMap<>();
        for (String line : log(container)) {
            if (line.startsWith("CHECK ")) {
                int equals = line.indexOf('=');
                checks.put(line.substring("CHECK ".length(), equals), line.substring(equals + 1));
            }
        }
        return checks;
    }

    private void off() throws IOException {
        if (vm != null) {
            vm.close();
        }
    }

    @Override
    public void close() throws IOException {
        off();
        Files.delete(disk);
        Files.delete(folder);
    }
}
