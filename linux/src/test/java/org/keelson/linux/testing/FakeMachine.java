package org.keelson.linux.testing;

import java.util.ArrayList;
import java.util.List;
import org.keelson.linux.file.Fd;
import org.keelson.linux.machine.Machine;

/** {@link Machine} that remembers what was asked of it, and goes on. Any thread may call it. */
public final class FakeMachine implements Machine {
    private final List<String> asked = new ArrayList<>();

    /** Everything that was asked, oldest first: {@code sync}, {@code end REBOOT}, {@code exit 3}. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private synchronized void add(String what) {
        asked.add(what);
    }

    @Override
    public void sync() {
        add("sync");
    }

    @Override
    public void end(End end) {
        add("end " + end);
    }

    @Override
    public void catchCtrlAltDel() {
        add("catch ctrl-alt-del");
    }

    @Override
    public void loopbackUp() {
        add("loopback up");
    }

    @Override
    public void exit(int code) {
        add("exit " + code);
    }

    @Override
    public void processName(String name) {
        add("name " + name);
    }

    @Override
    public void fault(int kind) {
        add("fault " + kind);
    }

    @Override
    public int pid() {
        return 1;
    }

    @Override
    public void execute(String program, List<String> arguments, List<String> environment) {
        add("execute " + program + " " + String.join(" ", arguments));
    }

    @Override
    public void drain(Fd terminal) {
        add("drain");
    }

    @Override
    public boolean trim() {
        add("trim");
        return true;
    }
}
