package org.keelson.backend.lxc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.word.WordFactory;
import org.keelson.backend.lxc.config.AttachSettings;
import org.keelson.backend.lxc.config.ConfigText;
import org.keelson.backend.lxc.config.Setting;
import org.keelson.backend.lxc.raw.Dlfcn;
import org.keelson.backend.lxc.raw.LxcAttach;
import org.keelson.backend.lxc.raw.LxcAttach.keelson_attached;
import org.keelson.backend.lxc.raw.LxcAttach.lxc_attach_options_t;
import org.keelson.backend.lxc.raw.LxcContainer;
import org.keelson.linux.Errno;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.process.Exit;
import org.keelson.linux.process.ProcessDescriptor;
import org.keelson.linux.process.Processes;

/**
 * A program in a running container, started by stock liblxc's {@code attach()}: in all of the container's namespaces, its control groups,
 * under its capability bounding set, security label and system call filter, as the user that its init began as. It is a child of this
 * process and ends with it, being killed. Only for a process of its own with one thread, never for PID 1: liblxc forks, waits for the
 * launcher's answer without a bound, and moves its caller to the container's time namespace.
 */
public final class Attachment implements AutoCloseable {
    /**
     * What is to run where.
     *
     * @param container its name
     * @param lxcPath liblxc's own path, as the launcher has it
     * @param config what the launcher was given
     * @param folder what the launcher's relative paths start from
     * @param environment {@code NAME=value}, wins over the configuration's; there is always a {@code PATH}
     * @param arguments argv, not empty; the first one is looked for along the container's {@code PATH}
     * @param streams what become its standard streams
     */
    public record Request(String container, String lxcPath, ConfigText config, String folder, List<String> environment,
            List<String> arguments, Streams streams) {
        /** Copies the lists. */
        public Request {
            environment = List.copyOf(environment);
            arguments = List.copyOf(arguments);
        }
    }

    /** Three descriptors of this process, which keeps them. */
    public record Streams(int input, int output, int error) {}

    /** Nothing was started; the message says why. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason, null, false, false);
        }
    }

    /** What became of it. */
    public sealed interface End {
        /** It ran, and ended so. */
        record Ended(Exit.Status status) implements End {}

        /** It could not be executed, with this errno. */
        record NotExecuted(int errno) implements End {}

        /** It was not executed: the container would not have confined it, or was gone. */
        record NotEntered(String reason) implements End {}
    }

    /** For what a later liblxc may add: zero there is no option. */
    private static final int ROOM_BYTES = 128;

    private final Processes processes;
    private final Descriptors descriptors;
    private final int pid;
    private final Fd process;
    private final Fd report;

    private Attachment(Processes processes, Descriptors descriptors, int pid, Fd report) {
        this.processes = processes;
        this.descriptors = descriptors;
        this.pid = pid;
        this.process = ProcessDescriptor.open(descriptors, pid);
        this.report = report;
    }

    /** Starts it. Blocks while the launcher does not answer: the caller sets a bound, {@link org.keelson.linux.process.Alarm}. */
    public static Attachment begin(Processes processes, Descriptors descriptors, Request request) throws Refused {
        try {
            AttachSettings settings = AttachSettings.of(request.config());
            if (settings.seccomp() && Dlfcn.chdir(Liblxc.string(request.folder())) != 0) { // liblxc reads the filter's file again
                throw new Refused("cannot change to " + request.folder());
            }
            LxcContainer container = Liblxc.container(request.container(), request.lxcPath());
            configure(container, settings);
            return attach(processes, descriptors, container, settings, request);
        } catch (Liblxc.Unavailable | NumberFormatException e) {
            throw new Refused(e.getMessage());
        }
    }

    private static void configure(LxcContainer container, AttachSettings settings) throws Refused {
        List<Setting> all = new ArrayList<>(settings.settings());
        all.add(new Setting("lxc.log.level", "ERROR"));
        all.add(new Setting("lxc.log.file", "/proc/self/fd/2")); // the reason of a failure, for whoever started this process
        for (Setting setting : all) {
            boolean taken = container.set_config_item().invoke(container, Liblxc.string(setting.key()), Liblxc.string(setting.value()));
            if (!taken) {
                throw new Refused("liblxc refused " + setting.key() + " = " + setting.value());
            }
        }
    }

    private static Attachment attach(Processes processes, Descriptors descriptors, LxcContainer container, AttachSettings settings,
            Request request) throws Refused {
        Descriptors.Pipe report = descriptors.pipe(2 * Integer.BYTES);
        keelson_attached payload = UnmanagedMemory.calloc(SizeOf.get(keelson_attached.class));
        payload.argv(Liblxc.strings(request.arguments()));
        payload.report(report.write().number());
        payload.required((settings.seccomp() ? LxcAttach.KEELSON_SECCOMP() : 0)
                | (settings.noNewPrivileges() ? LxcAttach.KEELSON_NO_NEW_PRIVS() : 0));
        CIntPointer pid = UnmanagedMemory.calloc(Integer.BYTES);
        int result = container.attach().invoke(container, LxcAttach.keelson_attached_function(), payload, options(settings, request), pid);
        report.write().close();
        if (result != 0) {
            report.read().close();
            throw new Refused("liblxc did not enter the container");
        }
        return new Attachment(processes, descriptors, pid.read(), report.read());
    }

    private static lxc_attach_options_t options(AttachSettings settings, Request request) {
        lxc_attach_options_t options = UnmanagedMemory.calloc(SizeOf.get(lxc_attach_options_t.class) + ROOM_BYTES);
        options.attach_flags(flags(settings));
        options.namespaces(-1);
        options.personality(LxcAttach.LXC_ATTACH_DETECT_PERSONALITY());
        options.initial_cwd(Liblxc.string(settings.folder()));
        options.uid(settings.user());
        options.gid(settings.group());
        options.env_policy(LxcAttach.LXC_ATTACH_CLEAR_ENV());
        options.extra_env_vars(Liblxc.strings(request.environment()));
        options.stdin_fd(request.streams().input());
        options.stdout_fd(request.streams().output());
        options.stderr_fd(request.streams().error());
        options.log_fd(-Errno.EBADF);
        CIntPointer groups = UnmanagedMemory.calloc(WordFactory.unsigned(Integer.BYTES * (settings.groups().size() + 1L)));
        for (int i = 0; i < settings.groups().size(); i++) {
            groups.write(i, settings.groups().get(i));
        }
        options.groups_size(WordFactory.unsigned(settings.groups().size()));
        options.groups_list(groups);
        return options;
    }

    /** Where there is neither label nor filter to ask for, asking would cost an error in the container's log each time. */
    private static int flags(AttachSettings settings) {
        int security = settings.labelled() || settings.seccomp() ? 0 : LxcAttach.LXC_ATTACH_LSM_EXEC();
        int groups = settings.groups().isEmpty() ? 0 : LxcAttach.LXC_ATTACH_SETGROUPS();
        return LxcAttach.LXC_ATTACH_DEFAULT() & ~security | groups;
    }

    /** Readable once the program has ended. */
    public Fd process() {
        return process;
    }

    /** Kills the program and everything that it started and that stayed in its session. */
    public void kill() {
        Dlfcn.kill(-pid, Processes.SIGKILL);
        Dlfcn.kill(pid, Processes.SIGKILL); // before it has a session of its own
    }

    /** How it ended, with whatever it started killed; nothing while it runs. To be asked once {@link #process} is readable. */
    public Optional<End> end() {
        for (Optional<Exit> exit = processes.ended(); exit.isPresent(); exit = processes.ended()) {
            boolean own = exit.get().pid() == pid;
            if (own) {
                Dlfcn.kill(-pid, Processes.SIGKILL); // while its pid is still taken: so this is no other group
            }
            processes.reap(exit.get().pid());
            if (own) {
                return Optional.of(read(exit.get().status()));
            }
        }
        return Optional.empty();
    }

    private End read(Exit.Status status) {
        byte[] bytes = new byte[2 * Integer.BYTES];
        int count = descriptors.read(report, bytes, 0, bytes.length);
        return AttachReport.of(bytes, count, status);
    }

    @Override
    public void close() {
        process.close();
        report.close();
    }
}
