package org.keelson.tests.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A running PID 1, in namespaces of its own, with a root of its own that {@code tests/namespaces/enter} makes. {@link #close} ends it with
 * whatever it started, however the test went; {@link #assertNothingLeft} is for those that have ended it in order.
 */
final class Appliance implements AutoCloseable {
    /** Where its control groups are. */
    enum Groups {
        /** In a cgroup namespace of its own, as in a container of docker. */
        OWN,
        /** Where this process has its own. */
        HOST
    }

    private static final String CONTROL = "run/pantavisor/pv/pv-ctrl";
    private static int count;

    private final Path work;
    private final String group;
    private final Process process;
    private final Console console;
    private int pid;
    private final Set<Integer> seen = new TreeSet<>();
    private final List<Path> madeByLiblxc;

    private Appliance(Path work, Groups groups) {
        this.work = work;
        count++;
        group = groups == Groups.HOST ? "host" : "keelson-test-" + ProcessHandle.current().pid() + "-" + count;
        madeByLiblxc = group.equals("host") ? absentFolders() : List.of();
        try {
            // an end of this process, however sudden, is the end of everything: unshare hands it on
            process = new ProcessBuilder("setpriv", "--pdeathsig", "KILL",
                    Programs.root().resolve("tests/namespaces/enter").toString(), group, work.toString())
                    .redirectErrorStream(true).start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console = new Console(process.getInputStream());
    }

    /** What liblxc makes for all containers of a machine, and never removes. */
    private List<Path> absentFolders() {
        return hierarchies().stream().map(hierarchy -> hierarchy.resolve("lxc")).filter(lxc -> !Files.exists(lxc)).toList();
    }

    /** Starts what lies in {@code work/storage}. */
    static Appliance start(Path work, Groups groups) {
        Revision.copyOnce(Programs.keelson(), work.resolve("keelson")); // a file of its own: who runs it, was started by it
        Appliance appliance = new Appliance(work, groups);
        try {
            appliance.pid = Await.until("PID 1 has its control socket", appliance::findPid, appliance::console);
        } catch (AssertionError e) {
            appliance.close();
            throw e;
        }
        return appliance;
    }

    private Optional<Integer> findPid() {
        if (!process.isAlive()) {
            throw new AssertionError("ended before it began:\n" + console.text());
        }
        String child = Proc.read((int) process.pid(), "task/" + process.pid() + "/children").trim();
        boolean begun = !child.isEmpty()
                && Proc.runs(Integer.parseInt(child), work.resolve("keelson"))
                && Files.exists(Path.of("/proc", child, "root", CONTROL));
        return begun ? Optional.of(Integer.parseInt(child)) : Optional.empty();
    }

    /** PID 1's number on this machine. */
    int pid() {
        return pid;
    }

    /** A place of its root. */
    Path inside(String path) {
        return Path.of("/proc", Integer.toString(pid), "root", path);
    }

    /** Its control socket, as this machine reaches it. */
    Path socket() {
        return inside(CONTROL);
    }

    /** What it has written to its console. */
    String console() {
        return console.text();
    }

    /** Waits for a line on its console. */
    void awaitConsole(String part) {
        Await.until("console: " + part, () -> console.text().contains(part) ? Optional.of(true) : Optional.empty(), console::text);
    }

    /** The body of its answer. */
    String get(String path) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            channel.write(StandardCharsets.US_ASCII.encode(request));
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200 ")) {
                throw new AssertionError(path + ": " + answer);
            }
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        } catch (IOException e) {
            throw new AssertionError(path + ": " + e.getMessage() + "\n" + console.text(), e);
        }
    }

    /** A command of the same executable, as an ordinary process of this machine. */
    Programs.Result command(String name) {
        return Programs.run(work.resolve("keelson").toString(), name, "--socket", socket().toString());
    }

    /** What it says of a container. */
    JsonObject container(String name) {
        JsonArray all = JsonParser.parseString(get("/v1/containers")).getAsJsonArray();
        return StreamSupport.stream(all.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(container -> container.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until a container's status is this one. */
    JsonObject await(String name, String status) {
        awaitConsole("revision[0]: loaded");
        JsonObject container = Await.until(name + " is " + status,
                () -> Optional.of(container(name)).filter(found -> found.get("status").getAsString().equals(status)),
                () -> container(name) + "\n" + console.text() + lxcLog(name));
        seen.addAll(Proc.descendants(pid));
        return container;
    }

    /** This machine's number of a process that it knows by its own. */
    int outer(JsonObject container, String member) {
        return Proc.outer(pid, container.get(member).getAsInt()).orElseThrow();
    }

    /** A container's output. */
    String output(String container) {
        return Proc.text(work.resolve("storage/logs/0").resolve(container).resolve("lxc/console.log")).orElse("");
    }

    private String lxcLog(String container) {
        return Proc.text(work.resolve("storage/logs/0").resolve(container).resolve("lxc/lxc.log")).orElse("");
    }

    /** Waits for a container's output. */
    void awaitOutput(String container, String part) {
        Await.until(container + " writes: " + part,
                () -> output(container).contains(part) ? Optional.of(true) : Optional.empty(), () -> output(container));
    }

    /** The folders of its hierarchies below which liblxc makes {@code lxc}. */
    List<Path> hierarchies() {
        if (!group.equals("host")) {
            return Leftovers.cgroups(group);
        }
        List<Path> found = new ArrayList<>();
        for (String line : Proc.text(Path.of("/proc/self/cgroup")).orElseThrow().split("\n")) {
            String[] fields = line.split(":", 3);
            String folder = fields[1].isEmpty() ? "unified" : fields[1].replace("name=", "");
            found.add(Path.of("/sys/fs/cgroup", folder, fields[2]));
        }
        return found;
    }

    /** The control groups of a container and of its launcher that are there. */
    List<Path> groupsOf(String container) {
        return hierarchies().stream()
                .flatMap(hierarchy -> Leftovers.below(hierarchy.resolve("lxc")).stream())
                .filter(folder -> folder.getFileName().toString().matches(container + "(\\..*)?"))
                .toList();
    }

    /** Sends PID 1 a signal from here, its parent namespace. */
    void signal(String name) {
        Programs.signal(name, pid);
    }

    /** Waits for its end, and gives its exit code. */
    int exitCode() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end:\n" + console.text());
            }
            console.awaitEnd();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asserts that it has ended and that nothing of it is left on this machine. */
    void assertNothingLeft() {
        Await.until("loop devices are given back", () -> Leftovers.loops(work.resolve("storage/trails/0")).isEmpty());
        assertEquals(List.of(), Proc.running(work.resolve("keelson")), "processes of the executable");
        assertEquals(List.of(), seen.stream().filter(Proc::exists).toList(), "processes of containers");
        assertEquals(List.of(), Leftovers.mounts(work), "mounts");
        assertEquals(List.of(), Leftovers.sockets("/run/keelson/lxc/"), "sockets of liblxc");
        assertEquals(List.of(), Leftovers.sockets(work.toString()), "sockets");
        assertEquals(List.of(), groupsLeft(), "control groups");
    }

    /** In groups that others use too only its own ones count. */
    private List<Path> groupsLeft() {
        Stream<Path> left = group.equals("host")
                ? containers().stream().flatMap(name -> groupsOf(name).stream())
                : hierarchies().stream().map(hierarchy -> hierarchy.resolve("lxc")).flatMap(lxc -> Leftovers.below(lxc).stream());
        return left.toList();
    }

    @Override
    public void close() {
        process.destroyForcibly(); // unshare --kill-child: PID 1 dies with it, and its namespace with PID 1
        exitCode();
        Await.until("all processes have ended", () -> Proc.running(work.resolve("keelson")).isEmpty());
        containers().forEach(name -> groupsOf(name).forEach(Leftovers::remove));
        if (group.equals("host")) {
            madeByLiblxc.forEach(lxc -> lxc.toFile().delete()); // unless somebody uses it by now
        } else {
            hierarchies().forEach(Leftovers::remove);
        }
    }

    private List<String> containers() {
        try (Stream<Path> folders = Files.list(work.resolve("storage/trails/0"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("run.json")))
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
