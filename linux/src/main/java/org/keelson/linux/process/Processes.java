package org.keelson.linux.process;

import java.util.Optional;

/** Children of this process. Owned by the loop thread; nothing here blocks longer than an exec takes. */
public interface Processes {
    int SIGHUP = 1;
    int SIGINT = 2;
    int SIGKILL = 9;
    int SIGUSR1 = 10;
    int SIGTERM = 15;
    int SIGCHLD = 17;
    int SIGPWR = 30;

    /** Starts a child and returns its pid once the program runs; throws with the errno of the step that failed. */
    int spawn(SpawnRequest request);

    /**
     * One ended child, whoever's it was (an orphan of a container too), or nothing. It stays a zombie, so that its status is not lost with
     * a program that fails before it has noted it; {@link #reap} takes it.
     */
    Optional<Exit> ended();

    /** Takes a child that has ended: its pid may be another process's from now on. */
    void reap(int pid);

    /** Sends a signal; false if there is no such process any more. The pid must be that of an unreaped child. */
    boolean signal(int pid, int signal);

    /** True while a process with this pid exists (a zombie counts). */
    boolean exists(int pid);

    /** Sends a signal to every process of this pid namespace but this one; only PID 1 may, and only at the very end. */
    void signalAll(int signal);
}
