package org.keelson.backend.lxc.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keelson.backend.LaunchPlan;
import org.keelson.backend.Namespace;
import org.keelson.backend.RootFileSystem;
import org.keelson.backend.lxc.config.ConfigText.Line;

/**
 * Fits an author's LXC configuration to this device. The author's lines come through in their order; the root, the
 * init command, the console, the log and the cgroups are Keelson's and follow, so that an author's clearing of a list
 * cannot take them out. Pure and total: any text gives a plan or the list of all problems. Usable from any thread.
 */
public final class LaunchConfig {

    /** Where the container sees the init shim. */
    public static final String SHIM_TARGET = "dev/.keelson-init";

    private static final String DEFAULT_INIT = "/sbin/init";

    private final ConfigText author;
    private final Target target;
    private final Draft draft = new Draft();
    private final List<Setting> limits;

    private LaunchConfig(ConfigText author, Target target) {
        this.author = author;
        this.target = target;
        this.limits = ResourceSettings.of(target.additions().execution().resources(), target.host(), draft);
    }

    /**
     * Turns the configuration that came with a container into what liblxc is given.
     *
     * @param authorText the whole {@code lxc.container.conf}
     * @param target the facts of this device and this start
     * @return a plan, or all problems
     */
    public static Preparation prepare(String authorText, Target target) {
        return new LaunchConfig(ConfigText.parse(authorText), target).run();
    }

    private Preparation run() {
        checkTarget();
        author.problems().forEach(draft::problem);
        author.ignored().forEach(line -> draft.note("line " + line.number() + " ignored: not an lxc. key"));
        Optional<RootFileSystem> root = root();
        List<String> argv = argv();
        OwnSettings own = new OwnSettings(author, target, limits, draft);
        own.writeLog();
        author.lines().forEach(this::passOn);
        target.additions().settings().forEach(this::addSetting);
        own.write();
        if (!draft.problems().isEmpty() || root.isEmpty()) {
            return new Preparation.Refused(draft.problems());
        }
        return new Preparation.Prepared(new LaunchPlan(target.container(), draft.text(), argv, root.get(),
                draft.directories(), draft.notes()));
    }

    private void checkTarget() {
        checkName("container", target.container());
        checkName("group", target.group());
        if (target.container().endsWith(".pivot") || target.container().endsWith(".monitor")) {
            draft.problem("container name is taken by a cgroup of the launchers: '" + target.container() + "'");
        }
        Target.Host host = target.host();
        if (!host.lxc().knowsCgroup1() && host.cgroups() != CgroupLayout.UNIFIED) {
            draft.problem("liblxc " + host.lxc().major() + " runs on cgroup2 only, not on " + host.cgroups());
        }
        if (target.log().level() < 0 || target.log().level() > 8) {
            draft.problem("log level out of range: " + target.log().level());
        }
    }

    /** A name becomes part of a cgroup path and of an environment variable; two containers never share a path. */
    private void checkName(String what, String name) {
        boolean usable = !name.isEmpty() && !name.equals(".") && !name.equals("..") && name.indexOf('/') < 0
                && name.chars().noneMatch(Character::isISOControl);
        if (!usable) {
            draft.problem(what + " name is not usable: '" + name + "'");
        }
    }

    private Optional<RootFileSystem> root() {
        Optional<Line> path = author.last("lxc.rootfs.path");
        if (path.isEmpty()) {
            draft.problem("lxc.rootfs.path is missing");
            return Optional.empty();
        }
        String options = author.last("lxc.rootfs.options").map(Line::value).orElse("");
        return switch (RootFileSystemSpec.parse(path.get().value(), options)) {
            case RootFileSystemSpec.Result.Found(RootFileSystem root) -> withConfigOverlay(root);
            case RootFileSystemSpec.Result.Unusable(String problem) -> {
                draft.problem("line " + path.get().number() + ": " + problem);
                yield Optional.empty();
            }
        };
    }

    /** Files of the revision's {@code _config} lie over the image but under what the container wrote. */
    private Optional<RootFileSystem> withConfigOverlay(RootFileSystem root) {
        Optional<Path> layer = target.paths().configOverlay();
        if (layer.isEmpty()) {
            return Optional.of(root);
        }
        return switch (root) {
            case RootFileSystem.Overlay overlay -> Optional.of(overlay.withTopLower(layer.get()));
            case RootFileSystem.Directory _, RootFileSystem.Image _, RootFileSystem.BlockDevice _ -> {
                draft.problem("the revision has configuration files for this container, but its root is no overlay");
                yield Optional.empty();
            }
        };
    }

    private List<String> argv() {
        Optional<Line> line = author.last("lxc.init.cmd");
        List<String> argv = new ArrayList<>();
        argv.add('/' + SHIM_TARGET);
        argv.add("container=pv-" + target.group());
        argv.addAll(line.map(this::initCommand).orElse(List.of(DEFAULT_INIT)));
        return argv;
    }

    /**
     * liblxc takes one pair of quotes off a value, so {@code "/sbin/init -v"} is two words; but in {@code "a b" "c d"}
     * the outer quotes are no pair, and taking them off would tear the words apart.
     */
    private List<String> initCommand(Line line) {
        boolean severalWords = InitCommand.parse(line.rawValue())
                instanceof InitCommand.Result.Words(List<String> words) && words.size() > 1;
        return switch (InitCommand.parse(severalWords ? line.rawValue() : line.value())) {
            case InitCommand.Result.Words(List<String> words) -> {
                if (words.isEmpty()) {
                    yield List.of(DEFAULT_INIT);
                }
                if (!words.getFirst().startsWith("/")) {
                    draft.note(KeyRules.at(line) + " is not an absolute path: " + words.getFirst());
                }
                yield words;
            }
            case InitCommand.Result.Malformed(int position, String reason) -> {
                draft.problem(KeyRules.at(line) + ", character " + position + ": " + reason);
                yield List.of();
            }
        };
    }

    private void passOn(Line line) {
        switch (KeyRules.judge(line, author, target.host())) {
            case KeyRules.Verdict.Keep(String note) -> {
                draft.note(note);
                keep(line);
            }
            case KeyRules.Verdict.Drop(String note) -> draft.note(note);
            case KeyRules.Verdict.Refuse(String problem) -> draft.problem(problem);
        }
    }

    private void keep(Line line) {
        if (line.key().equals("lxc.mount.entry")) {
            MountRules.add(line.value(), KeyRules.at(line), draft);
        } else if (limits.stream().anyMatch(limit -> limit.key().equals(line.key()))) {
            draft.note(KeyRules.at(line) + " dropped: the container's run.json has this limit");
        } else if (addsNetwork() && line.key().startsWith("lxc.net")) {
            draft.problem(KeyRules.at(line) + ": the container's network is given by the pool");
        } else if (addsNetwork() && line.key().equals("lxc.namespace.keep")) {
            draft.set(line.key(), withoutNetwork(line.value()));
        } else {
            draft.set(line.setting());
        }
    }

    private boolean addsNetwork() {
        return target.additions().settings().stream().anyMatch(setting -> setting.key().startsWith("lxc.net."));
    }

    private String withoutNetwork(String namespaces) {
        List<String> left = new ArrayList<>();
        for (String word : namespaces.replace('\t', ' ').split(" ")) {
            if (!word.isEmpty() && !word.equalsIgnoreCase(Namespace.NET.lxcName())) {
                left.add(word);
            }
        }
        return String.join(" ", left);
    }

    private void addSetting(Setting setting) {
        if (!KnownKeys.accepts(setting.key(), setting.value(), target.host().lxc())) {
            draft.problem(setting.key() + " is unknown to this liblxc");
        }
        draft.set(setting);
    }
}
