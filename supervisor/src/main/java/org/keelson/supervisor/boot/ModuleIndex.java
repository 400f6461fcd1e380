package org.keelson.supervisor.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What depmod wrote: which file a module is in, what must be loaded before it, and which devices it serves. Pure. */
final class ModuleIndex {
    private record Alias(String pattern, String module) {}

    private final Map<String, List<String>> files;
    private final List<Alias> aliases;

    private ModuleIndex(Map<String, List<String>> files, List<Alias> aliases) {
        this.files = files;
        this.aliases = aliases;
    }

    /** Reads the lines of {@code modules.dep} and {@code modules.alias}: modules.dep(5). */
    static ModuleIndex parse(List<String> dependencies, List<String> aliasLines) {
        Map<String, List<String>> files = new HashMap<>();
        for (String line : dependencies) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                List<String> order = new ArrayList<>();
                for (String needed : line.substring(colon + 1).trim().split(" ")) {
                    if (!needed.isEmpty()) {
                        order.addFirst(needed); // depmod names the nearest first; the farthest must be loaded first
                    }
                }
                order.add(line.substring(0, colon));
                files.put(name(line.substring(0, colon)), List.copyOf(order));
            }
        }
        List<Alias> aliases = new ArrayList<>();
        for (String line : aliasLines) {
            String[] words = line.split(" ");
            if (words.length == 3 && words[0].equals("alias")) {
                aliases.add(new Alias(words[1], words[2]));
            }
        }
        return new ModuleIndex(files, aliases);
    }

    /** The files to insert for a module, in order; none if it is built in or unknown. */
    List<String> files(String module) {
        return files.getOrDefault(module.replace('-', '_'), List.of());
    }

    /** The modules that serve a device. */
    List<String> modulesFor(String modalias) {
        List<String> found = new ArrayList<>();
        for (Alias alias : aliases) {
            if (matches(alias.pattern(), modalias)) {
                found.add(alias.module());
            }
        }
        return found;
    }

    private static String name(String file) {
        String base = file.substring(file.lastIndexOf('/') + 1);
        int dot = base.indexOf(".ko");
        return (dot < 0 ? base : base.substring(0, dot)).replace('-', '_');
    }

    /** {@code fnmatch(3)} with {@code *}, {@code ?} and {@code [...]}, by backtracking to the last star. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && one(pattern, p, text.charAt(t))) {
                p = next(pattern, p);
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static int next(String pattern, int p) {
        int close = pattern.charAt(p) == '[' ? pattern.indexOf(']', p) : -1;
        return close < 0 ? p + 1 : close + 1;
    }

    private static boolean one(String pattern, int p, char c) {
        char first = pattern.charAt(p);
        int close = first == '[' ? pattern.indexOf(']', p) : -1;
        if (close < 0) {
            return first == '?' || first == c;
        }
        for (int i = p + 1; i < close; i++) {
            if (i + 2 < close && pattern.charAt(i + 1) == '-') {
                if (c >= pattern.charAt(i) && c <= pattern.charAt(i + 2)) {
                    return true;
                }
                i += 2;
            } else if (pattern.charAt(i) == c) {
                return true;
            }
        }
        return false;
    }
}
