package org.keelson.config.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keelson.config.json.Shown;

/** Reads {@code remount} of the device, or of a container. */
final class RemountReader {
    private static final Set<String> OPTIONS = Set.of("ro", "rw", "suid", "nosuid", "dev", "nodev", "exec", "noexec", "sync",
            "async", "dirsync", "atime", "noatime", "diratime", "nodiratime", "relatime", "norelatime", "strictatime",
            "nostrictatime", "lazytime", "nolazytime", "symfollow", "nosymfollow");
    private static final int MAX_PATTERN = 1024;

    private RemountReader() {}

    static Remount read(Fields owner) {
        Optional<Fields> policies = owner.object("remount");
        if (policies.isEmpty()) {
            return Remount.NONE;
        }
        Map<String, List<Remount.Rule>> byName = new LinkedHashMap<>();
        for (String name : policies.get().keys()) {
            Optional<String> problem = Names.policy(name);
            if (problem.isPresent()) {
                policies.get().error(name, problem.get());
            }
            List<Remount.Rule> rules = new ArrayList<>();
            for (Fields rule : policies.get().objects(name)) {
                rule(rule, rules);
            }
            byName.put(name, rules);
        }
        return new Remount(byName);
    }

    private static void rule(Fields fields, List<Remount.Rule> rules) {
        if (fields.keys().size() != 1) {
            fields.error("found " + fields.keys().size() + " members, expected one: a regular expression and its mount options");
            return;
        }
        String pattern = fields.keys().iterator().next();
        if (pattern.isEmpty() || pattern.length() > MAX_PATTERN || !Shown.printable(pattern)) {
            fields.error(pattern, "found a key that is no regular expression of 1 to " + MAX_PATTERN + " printable characters");
        }
        Optional<Fields.Text> text = fields.string(pattern);
        List<String> options = new ArrayList<>();
        for (String option : text.isEmpty() ? new String[0] : text.get().value().split(",", -1)) {
            if (OPTIONS.contains(option)) {
                options.add(option);
            } else {
                fields.error(text.get(), "found " + Shown.quote(option) + ", expected options of mount(8) like nosuid,nodev");
            }
        }
        rules.add(new Remount.Rule(pattern, options));
    }
}
