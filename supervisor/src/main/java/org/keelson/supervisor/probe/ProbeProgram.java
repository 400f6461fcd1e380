package org.keelson.supervisor.probe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.keelson.linux.LinuxException;
import org.keelson.linux.file.Descriptors;
import org.keelson.linux.file.Fd;
import org.keelson.linux.file.LinuxDescriptors;
import org.keelson.linux.process.Alarm;
import org.keelson.linux.socket.Loopback;

/**
 * The program {@code keelson probe}, which PID 1 starts for each question:
 *
 * <pre>
 * probe tcp MILLIS PORT
 * probe http MILLIS PORT PATH
 * probe exec MILLIS CONTAINER LXCPATH CONFIG FOLDER container=VALUE PROGRAM ARGUMENT...
 * </pre>
 *
 * For the first two, descriptor 3 is the container's network namespace. After so many milliseconds it ends by SIGALRM, wherever it is.
 * One thread, as {@code setns(2)} and liblxc want it.
 */
public final class ProbeProgram {
    /** The first argument. */
    public static final String COMMAND = "probe";

    private static final int NAMESPACE = 3;
    private static final int OUTPUT = 1;
    private static final int ILL = 1;
    private static final int USAGE = 64;

    private ProbeProgram() {}

    /** Does not return. */
    public static void run(String[] arguments) {
        LinuxDescriptors descriptors = new LinuxDescriptors();
        Optional<String> failure;
        try {
            Alarm.in(Long.parseLong(arguments[2]));
            failure = ask(descriptors, arguments);
        } catch (LinuxException e) {
            failure = Optional.of(e.getMessage());
        } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
            say(descriptors, "probe: " + e.getMessage());
            System.exit(USAGE);
            return;
        }
        failure.ifPresent(text -> say(descriptors, text));
        System.exit(failure.isPresent() ? ILL : 0);
    }

    private static Optional<String> ask(Descriptors descriptors, String[] arguments) {
        return switch (arguments[1]) {
            case "tcp" -> {
                connect(descriptors, arguments[3]).close();
                yield Optional.empty();
            }
            case "http" -> {
                try (Fd socket = connect(descriptors, arguments[3])) {
                    yield new HttpQuestion(descriptors, socket).ask(arguments[4]);
                }
            }
            case "exec" -> new ExecQuestion(descriptors, arguments[3], arguments[4], arguments[5], arguments[6])
                    .ask(arguments[7], List.of(arguments).subList(8, arguments.length));
            default -> throw new IllegalArgumentException("no question: " + arguments[1]);
        };
    }

    private static Fd connect(Descriptors descriptors, String port) {
        Loopback loopback = new Loopback(descriptors);
        try (Fd namespace = descriptors.adopt(NAMESPACE)) {
            loopback.enter(namespace);
        }
        return loopback.connect(Integer.parseInt(port));
    }

    private static void say(Descriptors descriptors, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        descriptors.write(new Fd(descriptors, OUTPUT), bytes, 0, bytes.length); // a few hundred bytes, in an empty pipe
    }
}
