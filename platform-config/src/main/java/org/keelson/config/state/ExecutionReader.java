package org.keelson.config.state;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what a container's first program gets to run with: {@code env}, {@code init}, {@code resources}, {@code sockets}. */
final class ExecutionReader {
    private static final int MOST_VARIABLES = 256;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_VALUE = 8192;

    private ExecutionReader() {}

    static Execution read(Fields container) {
        return new Execution(env(container), container.bool("init", false), ResourcesReader.read(container),
                SocketReader.read(container));
    }

    private static Map<String, String> env(Fields container) {
        Map<String, String> env = new LinkedHashMap<>();
        Optional<Fields> variables = container.object("env");
        if (variables.isEmpty()) {
            return env;
        }
        if (variables.get().keys().size() > MOST_VARIABLES) {
            container.error("env", "found " + variables.get().keys().size() + " variables, expected at most " + MOST_VARIABLES);
            return env;
        }
        for (String name : variables.get().keys()) {
            Optional<Fields.Text> value = variables.get().string(name);
            Optional<String> problem = name(name);
            if (problem.isEmpty() && value.isPresent()) {
                problem = value(value.get().value());
            }
            if (problem.isPresent()) {
                variables.get().error(name, problem.get());
            } else if (value.isPresent()) {
                env.put(name, value.get().value());
            }
        }
        return env;
    }

    private static Optional<String> name(String name) {
        boolean good = !name.isEmpty() && name.length() <= LONGEST_NAME && !digit(name.charAt(0));
        for (int i = 0; good && i < name.length(); i++) {
            char c = name.charAt(i);
            good = Names.letterOrDigit(c) || c == '_';
        }
        if (!good) {
            return Optional.of("the name has to consist of letters, digits and _, up to " + LONGEST_NAME + ", and not begin with a digit");
        }
        return name.equals("container") || name.startsWith("LISTEN_") ? Optional.of("the name is reserved for the supervisor")
                : Optional.empty();
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A line feed would end the line of the LXC configuration that it becomes, and begin one that nobody has checked. */
    private static Optional<String> value(String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_VALUE) {
            return Optional.of("the value has " + bytes + " bytes, expected at most " + LONGEST_VALUE);
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                return Optional.of("the value has a control character at " + i);
            }
        }
        return Optional.empty();
    }
}
