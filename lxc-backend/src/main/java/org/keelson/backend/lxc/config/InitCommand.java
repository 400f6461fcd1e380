package org.keelson.backend.lxc.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of {@code lxc.init.cmd}. liblxc's own splitter knows no escapes and keeps quotes inside a word, so the
 * command is split here and handed over as an array. Pure and total.
 *
 * <p>The grammar, a subset of the shell's without expansion:
 * <ul>
 * <li>blanks (space, tab, line end) separate words;
 * <li>single quotes: everything up to the next single quote stands for itself;
 * <li>double quotes: a backslash before {@code "} or {@code \} stands for that character; any other backslash, and
 *     everything else, stands for itself, so that {@code "a\nb"} reaches the program unchanged;
 * <li>outside quotes a backslash makes the next character stand for itself;
 * <li>quoted and plain pieces without a blank between them are one word ({@code a"b c"d}), and quotes around nothing
 *     are an empty word;
 * <li>a quote that is not closed, and a backslash at the very end, are errors.
 * </ul>
 */
public final class InitCommand {

    private static final String UNQUOTED = "-_./:=,+@%^";

    private enum State { BETWEEN, WORD, SINGLE, DOUBLE }

    /** What a command was read as. */
    public sealed interface Result {
        /**
         * The words.
         *
         * @param argv empty when the command is blank
         */
        record Words(List<String> argv) implements Result {
            /** Copies the list. */
            public Words {
                argv = List.copyOf(argv);
            }
        }

        /**
         * The command has no meaning.
         *
         * @param position of the character that starts the mistake, counted from 0
         * @param reason what is wrong there
         */
        record Malformed(int position, String reason) implements Result {
        }
    }

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private State state = State.BETWEEN;
    private int opened;

    private InitCommand(String text) {
        this.text = text;
    }

    /**
     * Splits a command into words.
     *
     * @param command the value of {@code lxc.init.cmd}
     * @return the words, or where the command is wrong
     */
    public static Result parse(String command) {
        return new InitCommand(command).run();
    }

    /**
     * Writes words so that {@link #parse} reads them back.
     *
     * @param argv any strings
     * @return a command; words of plain characters stay bare, others are in double quotes
     */
    public static String quote(List<String> argv) {
        StringBuilder out = new StringBuilder();
        for (String argument : argv) {
            if (!out.isEmpty()) {
                out.append(' ');
            }
            quote(argument, out);
        }
        return out.toString();
    }

    private Result run() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (state) {
                case BETWEEN, WORD -> {
                    if (c == '\\' && i + 1 == text.length()) {
                        return new Result.Malformed(i, "nothing follows the backslash");
                    }
                    i += plain(c, i);
                }
                case SINGLE -> quoted(c, '\'');
                case DOUBLE -> i += inDouble(c, i);
            }
        }
        if (state == State.SINGLE || state == State.DOUBLE) {
            return new Result.Malformed(opened, "the quote is not closed");
        }
        endWord();
        return new Result.Words(words);
    }

    /** Returns how many characters after this one were read as well. */
    private int plain(char c, int at) {
        switch (c) {
            case ' ', '\t', '\n', '\r' -> endWord();
            case '\'' -> open(State.SINGLE, at);
            case '"' -> open(State.DOUBLE, at);
            case '\\' -> {
                state = State.WORD;
                word.append(text.charAt(at + 1));
                return 1;
            }
            default -> {
                state = State.WORD;
                word.append(c);
            }
        }
        return 0;
    }

    private int inDouble(char c, int at) {
        boolean escape = c == '\\' && at + 1 < text.length()
                && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
        if (escape) {
            word.append(text.charAt(at + 1));
            return 1;
        }
        quoted(c, '"');
        return 0;
    }

    private void quoted(char c, char end) {
        if (c == end) {
            state = State.WORD;
        } else {
            word.append(c);
        }
    }

    private void open(State quote, int at) {
        state = quote;
        opened = at;
    }

    private void endWord() {
        if (state == State.WORD) {
            words.add(word.toString());
            word.setLength(0);
        }
        state = State.BETWEEN;
    }

    private static void quote(String argument, StringBuilder out) {
        if (isPlain(argument)) {
            out.append(argument);
            return;
        }
        out.append('"');
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
    }

    private static boolean isPlain(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && UNQUOTED.indexOf(c) < 0) {
                return false;
            }
        }
        return !argument.isEmpty();
    }
}
