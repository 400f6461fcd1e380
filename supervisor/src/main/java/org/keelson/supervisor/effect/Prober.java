package org.keelson.supervisor.effect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.keelson.config.json.Shown;
import org.keelson.config.state.Container;
import org.keelson.config.state.Health;
import org.keelson.linux.Errno;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Descriptors.Access;
import org.keelson.linux.file.Fd;
import org.keelson.linux.process.Alarm;
import org.keelson.linux.process.Exit;
import org.keelson.linux.process.Processes;
import org.keelson.linux.process.SpawnRequest;
import org.keelson.supervisor.container.ContainerEvent;
import org.keelson.supervisor.loop.Loop;
import org.keelson.supervisor.probe.ProbeProgram;

/**
 * Asks containers whether they are well, each time by a short-lived process, {@link ProbeProgram}: this one enters no namespace and waits
 * for nothing. A few begin at once, the others follow in the order in which they came; a process that takes its time makes room after a
 * moment, so that sick containers do not keep well ones from being asked. Each question has exactly one answer, {@link
 * ContainerEvent.Probed}, whatever happens meanwhile; asked again before that, it is the same question. A program that resumes knows of
 * no questions: those that were open end by themselves. Loop thread.
 */
final class Prober {
    private static final int AT_ONCE = 8;
    /** Longer than an answer of a container that is well usually takes. */
    private static final long ROOM_MILLIS = 250;
    /** How much longer than its own alarm a process of ours may take. */
    private static final long PATIENCE_MILLIS = 2_000;
    private static final int OUTPUT_BYTES = 4096;
    private static final int SHOWN_CHARACTERS = 300;
    private static final int GROUPS_BYTES = 4096;
    /** As an ordinary process: what it starts in the container takes the container's own score. */
    private static final int OOM_SCORE = 0;

    private final ContainerRunner.Tools tools;
    private final Layout layout;
    private final String revision;
    private final BiConsumer<String, ContainerEvent> events;
    private final ArrayDeque<Question> waiting = new ArrayDeque<>();
    private final Map<Integer, Running> running = new HashMap<>();
    /** Those of them that others wait for. */
    private final Set<Integer> beginning = new HashSet<>();
    /** Killed, but not yet ended: containers by pid. */
    private final Map<Integer, String> dying = new HashMap<>();

    private record Question(Container container, int init, Health health) {
        String name() {
            return container.name();
        }

        String noAnswer() {
            long millis = health.timeout().toMillis();
            return "no answer within " + (millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms");
        }
    }

    private record Running(Question question, Fd output, Loop.Timer room, Loop.Timer bound) {}

    /** @param events where answers go */
    Prober(ContainerRunner.Tools tools, Layout layout, String revision, BiConsumer<String, ContainerEvent> events) {
        this.tools = tools;
        this.layout = layout;
        this.revision = revision;
        this.events = events;
    }

    /** Asks a container, now or when it is its turn. */
    void ask(Container container, int init) {
        String name = container.name();
        Optional<Health> health = container.supervision().health();
        if (health.isEmpty()) {
            events.accept(name, new ContainerEvent.Probed(init, Optional.of("there is nothing to ask")));
        } else if (dying.containsValue(name)) { // the kernel holds it somewhere; one per container is enough
            events.accept(name, new ContainerEvent.Probed(init, Optional.of("the probe before this one does not end")));
        } else if (!isOpen(name, init)) {
            withdraw(name).forEach(question -> answer(question, Optional.of("rebooted"))); // they are to an init that is gone
            waiting.add(new Question(container, init, health.get()));
            begin();
        }
    }

    private boolean isOpen(String container, int init) {
        for (Question question : open()) {
            if (question.name().equals(container) && question.init() == init) {
                return true;
            }
        }
        return false;
    }

    private List<Question> open() {
        List<Question> open = new ArrayList<>(waiting);
        running.values().forEach(each -> open.add(each.question()));
        return open;
    }

    private void begin() {
        while (beginning.size() < AT_ONCE && !waiting.isEmpty()) {
            begin(waiting.poll());
        }
    }

    private void begin(Question question) {
        List<Fd> passed = new ArrayList<>();
        try {
            Descriptors.Pipe output = tools.descriptors().pipe(OUTPUT_BYTES);
            passed.add(output.write());
            try {
                spawn(question, output, passed);
            } catch (LinuxException e) {
                output.read().close();
                throw e;
            }
        } catch (LinuxException e) {
            answer(question, Optional.of(e.getMessage()));
        } finally {
            passed.forEach(Fd::close);
        }
    }

    private void spawn(Question question, Descriptors.Pipe output, List<Fd> passed) {
        int writer = output.write().number();
        List<Integer> descriptors = new ArrayList<>(List.of(SpawnRequest.NULL_DEVICE, writer, writer));
        if (!(question.health().probe() instanceof Health.Probe.Exec)) {
            Fd namespace = network(question);
            passed.add(namespace);
            descriptors.add(namespace.number());
        }
        int pid = tools.processes().spawn(new SpawnRequest(
                tools.executable(), arguments(question), ContainerRunner.ENVIRONMENT, descriptors, OOM_SCORE));
        long now = tools.loop().now();
        long bound = now + question.health().timeout().toMillis() + PATIENCE_MILLIS;
        running.put(pid, new Running(question, output.read(),
                tools.loop().at(now + ROOM_MILLIS, () -> makeRoom(pid)), tools.loop().at(bound, () -> overdue(pid))));
        beginning.add(pid);
    }

    private void makeRoom(int pid) {
        beginning.remove(pid);
        begin();
    }

    /** The network of a container's init. Its pid may be another's by now: what was opened counts only if it is the container's still. */
    private Fd network(Question question) {
        String process = "/proc/" + question.init();
        Fd namespace = tools.descriptors().open(process + "/ns/net", Access.READ);
        try {
            if (isIn(process, question.name())) {
                return namespace;
            }
            throw new LinuxException("open network of", "pid " + question.init(), Errno.ESRCH);
        } catch (LinuxException e) {
            namespace.close();
            throw e;
        }
    }

    private boolean isIn(String process, String container) {
        byte[] text = new byte[GROUPS_BYTES];
        int count;
        try (Fd groups = tools.descriptors().open(process + "/cgroup", Access.READ)) {
            count = tools.descriptors().read(groups, text, 0, text.length);
        }
        String lines = new String(text, 0, Math.max(0, count), StandardCharsets.UTF_8);
        String group = "/lxc/" + container;
        return lines.contains(group + '\n') || lines.contains(group + '/');
    }

    private List<String> arguments(Question question) {
        List<String> arguments = new ArrayList<>(List.of("keelson", ProbeProgram.COMMAND));
        String millis = Long.toString(question.health().timeout().toMillis());
        switch (question.health().probe()) {
            case Health.Probe.Tcp(int port) -> arguments.addAll(List.of("tcp", millis, Integer.toString(port)));
            case Health.Probe.Http(int port, String path) -> arguments.addAll(List.of("http", millis, Integer.toString(port), path));
            case Health.Probe.Exec(List<String> command) -> {
                String name = question.name();
                arguments.addAll(List.of("exec", millis, name, layout.lxc().toString(), layout.config(name).toString(),
                        layout.revision(revision).resolve(name).toString(), "container=pv-" + question.container().group()));
                arguments.addAll(command);
            }
        }
        return arguments;
    }

    /** A child has ended: false if it is no process of a probe. */
    boolean ended(Exit exit) {
        if (!running.containsKey(exit.pid())) {
            return dying.remove(exit.pid()) != null;
        }
        Running over = take(exit.pid());
        Optional<String> failure = failure(over, exit.status());
        over.output().close();
        answer(over.question(), failure);
        begin();
        return true;
    }

    private Optional<String> failure(Running over, Exit.Status status) {
        return switch (status) {
            case Exit.Status.Exited(int code) when code == 0 -> Optional.empty();
            case Exit.Status.Killed(int signal, boolean _) when signal == Alarm.SIGALRM -> Optional.of(over.question().noAnswer());
            case Exit.Status.Exited _, Exit.Status.Killed _ -> {
                String text = read(over.output());
                yield Optional.of(text.isEmpty() ? "probe ended with " + status : text);
            }
        };
    }

    /** The end of what it wrote, on one line. */
    private String read(Fd output) {
        byte[] bytes = new byte[OUTPUT_BYTES];
        int count = Math.max(0, tools.descriptors().read(output, bytes, 0, bytes.length));
        String text = new String(bytes, 0, count, StandardCharsets.UTF_8).strip();
        StringBuilder shown = new StringBuilder();
        for (int at = Math.max(0, text.length() - SHOWN_CHARACTERS); at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            shown.append(codePoint == '\n' ? "\\n" : Shown.printable(codePoint) ? Character.toString(codePoint) : "?");
            at += Character.charCount(codePoint);
        }
        return shown.toString();
    }

    /** Neither did it answer, nor did its own alarm end it. */
    private void overdue(int pid) {
        Running lost = kill(pid);
        answer(lost.question(), Optional.of(lost.question().noAnswer()));
        begin();
    }

    private Running kill(int pid) {
        Running killed = take(pid);
        killed.output().close();
        dying.put(pid, killed.question().name());
        tools.processes().signal(pid, Processes.SIGKILL);
        return killed;
    }

    private Running take(int pid) {
        Running taken = running.remove(pid);
        beginning.remove(pid);
        taken.room().cancel();
        taken.bound().cancel();
        return taken;
    }

    /** A container ends: nothing of ours is to hold its namespaces. An open question is answered. */
    void stop(String container) {
        withdraw(container).forEach(question -> answer(question, Optional.of("stopped")));
        begin();
    }

    private List<Question> withdraw(String container) {
        List<Question> withdrawn = new ArrayList<>();
        for (Question question : waiting) {
            if (question.name().equals(container)) {
                withdrawn.add(question);
            }
        }
        waiting.removeAll(withdrawn);
        for (Integer pid : List.copyOf(running.keySet())) {
            if (running.get(pid).question().name().equals(container)) {
                withdrawn.add(kill(pid).question());
            }
        }
        return withdrawn;
    }

    private void answer(Question question, Optional<String> failure) {
        events.accept(question.name(), new ContainerEvent.Probed(question.init(), failure));
    }
}
