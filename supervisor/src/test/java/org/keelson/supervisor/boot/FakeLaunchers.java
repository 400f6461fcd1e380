package org.keelson.supervisor.boot;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keelson.linux.file.Descriptors.Pipe;
import org.keelson.linux.file.Fd;
import org.keelson.linux.process.Exit;
import org.keelson.linux.process.Processes;
import org.keelson.linux.process.SpawnRequest;
import org.keelson.linux.testing.FakeDescriptors;
import org.keelson.linux.testing.FakeProcesses;
import org.keelson.linux.testing.FakeUnixSockets;

/** Launchers that inherit their descriptors, as a fork does; the test plays what they and their shims say. */
final class FakeLaunchers implements Processes {
    private record Inherited(Fd output, Fd shim) {}

    private final FakeProcesses processes;
    private final FakeDescriptors descriptors;
    private final FakeUnixSockets sockets;
    private final Map<Integer, Inherited> inherited = new HashMap<>();

    FakeLaunchers(FakeProcesses processes, FakeDescriptors descriptors, FakeUnixSockets sockets) {
        this.processes = processes;
        this.descriptors = descriptors;
        this.sockets = sockets;
    }

    /** The shim of a launcher says hello; what is returned is closed by its exec. */
    Fd hello(int launcher, int init) {
        Pipe pipe = descriptors.pipe(16);
        sockets.sendFrom(init, inherited.get(launcher).shim(), "hello", Optional.of(pipe.read()));
        pipe.read().close();
        return pipe.write();
    }

    /** True if the shim of a launcher was told to go. */
    boolean told(int launcher) {
        return sockets.receive(inherited.get(launcher).shim()).filter(message -> message.text().startsWith("go")).isPresent();
    }

    void print(int launcher, String text) {
        descriptors.writeText(inherited.get(launcher).output(), text);
    }

    /** The launcher and everything of its container end. */
    void end(int launcher, Exit.Status status) {
        Inherited gone = inherited.remove(launcher);
        gone.output().close();
        gone.shim().close();
        processes.end(launcher, status);
    }

    @Override
    public int spawn(SpawnRequest request) {
        int pid = processes.spawn(request);
        inherited.put(pid, new Inherited(copy(request.descriptors().get(1)), copy(request.descriptors().get(3))));
        return pid;
    }

    private Fd copy(int number) {
        return descriptors.duplicate(descriptors.adopt(number));
    }

    @Override
    public Optional<Exit> ended() {
        return processes.ended();
    }

    @Override
    public void reap(int pid) {
        processes.reap(pid);
    }

    @Override
    public boolean signal(int pid, int signal) {
        return processes.signal(pid, signal);
    }

    @Override
    public boolean exists(int pid) {
        return processes.exists(pid);
    }

    @Override
    public void signalAll(int signal) {
        processes.signalAll(signal);
    }
}
