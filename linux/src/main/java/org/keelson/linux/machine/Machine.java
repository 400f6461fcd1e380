package org.keelson.linux.machine;

import java.util.List;
import org.keelson.linux.file.Fd;

/** The machine as a whole. */
public interface Machine {
    /** How it ends: {@code reboot(2)}. */
    enum End { POWER_OFF, REBOOT }

    /** Writes everything to the devices: {@code sync(2)}. Blocks as long as the devices do. */
    void sync();

    /** Ends the machine at once; does not return where it works. */
    void end(End end);

    /** Ctrl-Alt-Del becomes SIGINT to PID 1 instead of a reboot on the spot. */
    void catchCtrlAltDel();

    /** Brings up the loopback interface, without which nothing on the device has a 127.0.0.1: {@code netdevice(7)}. */
    void loopbackUp();

    /** Ends this process without ending the machine: an appengine, or a command. */
    void exit(int code);

    /** The name that process lists show, at most 15 bytes. */
    void processName(String name);

    /** Names an error to be made, for tests of the resume path: see kernel.c. */
    void fault(int kind);

    /** This process's number in its pid namespace. */
    int pid();

    /** Becomes another program; returns only by throwing. The environment is {@code NAME=value}. */
    void execute(String program, List<String> arguments, List<String> environment);

    /** Waits until a terminal has sent everything that was written to it: {@code tcdrain(3)}. Blocks. */
    void drain(Fd terminal);

    /**
     * Lets go of the pages of this executable that are only in memory because the kernel maps the neighbours of a page too, or because boot
     * touched them; false if other threads run just now. They come back from the page cache when they are touched.
     */
    boolean trim();
}
