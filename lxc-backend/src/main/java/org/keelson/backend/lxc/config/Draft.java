package org.keelson.backend.lxc.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The configuration being written: text, notes, directories and problems gathered in one pass. One thread, one use. */
final class Draft {

    private final StringBuilder text = new StringBuilder(2048);
    private final Set<Path> directories = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    void set(String key, String value) {
        set(new Setting(key, value));
    }

    /** Adds a line, or a problem when the value cannot be written in one. */
    void set(Setting setting) {
        if (setting.writable()) {
            text.append(setting.line()).append('\n');
        } else {
            problem(printable(setting.key()) + ": not writable in a configuration: " + printable(setting.value()));
        }
    }

    void createDirectory(Path directory) {
        directories.add(directory);
    }

    void note(String note) {
        if (!note.isEmpty()) {
            notes.add(printable(note));
        }
    }

    void problem(String problem) {
        problems.add(printable(problem));
    }

    String text() {
        return text.toString();
    }

    List<Path> directories() {
        return List.copyOf(directories);
    }

    List<String> notes() {
        return notes;
    }

    List<String> problems() {
        return problems;
    }

    /** Text of an author may not forge lines of the log. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) ? '?' : c);
        }
        return out.toString();
    }
}
